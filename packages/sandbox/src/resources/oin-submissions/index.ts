import { gate } from "../../api/gate.ts";
import type { Operation } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection, type Parent } from "../../collections/collection.ts";
import { anyObject, type Fields, list, required, text } from "../../collections/fields.ts";
import { defineSingleton } from "../../collections/singleton.ts";
import { isoDate } from "../../org/clock.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";

const PATH = "/integrations/api/v1/submissions";
const ONE = `${PATH}/{submissionId}`;
const ACCESS = { scope: "okta.manifests", resource: "org", bucket: "submissions" } as const;
const MANAGE = gate(ACCESS, "manage");

/** The integrations that the org submits to the Okta Integration Network. */
const submissions: Collection = defineCollection({
  ...ACCESS,
  key: "oinSubmissions",
  path: PATH,
  param: "submissionId",
  kind: "Submission",
  idPrefix: "oin",
  operations: ["list", "create", "get", "replace"],
  created: 201,
  times: undefined,
  fields: {
    name: { ...text, max: 64 },
    description: { ...text, max: 1_024 },
    logo: text,
    appContactDetails: list,
    config: list,
    sso: anyObject,
    provisioning: anyObject,
    globalTokenRevocation: anyObject,
  },
  lifecycle: { initial: "NEW", steps: {}, answer: 200 },
  unique: ["name"],
  check: (_draft, { call }) => ({ lastUpdated: isoDate(call.org.now()), lastUpdatedBy: call.app.clientId }),
});

/** A capability of an integration, such as `IDENTITY_SECURITY_POSTURE`. */
const capability: Parent = {
  keyOf(call) {
    const { capability: name = "" } = call.params;
    if (!/^[A-Z_]+$/.test(name)) throw notFound(name, "SubmissionCapability");
    return `${submissions.keyOf(call)}/${name}`;
  },
};

const part = (end: string, fields: Fields, initial: Readonly<Record<string, unknown>>, parent: Parent = submissions) =>
  defineSingleton({ ...ACCESS, key: `oinSubmissions/${end}`, path: `${ONE}/${end}`, parent, fields, initial });

const parts = [
  part("testing", { oidcTestConfiguration: anyObject, samlTestConfiguration: anyObject, testAccount: anyObject }, {}),
  part("tenant-settings", { settings: list }, { settings: [] }),
  part("capabilities", { capabilities: list }, { capabilities: [] }),
  part("capabilities/shared/auth-settings/default", { type: text, settings: anyObject }, {}),
  part("capabilities/{capability}/protocols/actions", { actions: required(list) }, { actions: [] }, capability),
];

const submit: Operation = {
  ...MANAGE,
  method: "POST",
  path: `${ONE}/submit`,
  handle(call) {
    const submission = submissions.find(call);
    if (submission.status !== "NEW" && submission.status !== "DRAFT")
      throw validation("status", `status: A submission that is ${submission.status} cannot be submitted`);
    submissions.put(call.org.store, { ...submission, status: "SUBMITTED", lastUpdated: isoDate(call.org.now()) });
    return new Response(null, { status: 200 });
  },
};

const uploadLogo = (path: string): Operation => ({
  ...MANAGE,
  method: "POST",
  path,
  async handle(call) {
    const { byteLength } = await call.request.arrayBuffer();
    if (byteLength === 0) throw validation("file", "file: The field cannot be left blank");
    return Response.json({ logoUrl: `${call.org.orgUrl}/fs/bco/${oktaId("fs0", call.org.random)}` });
  },
});

/** Submissions to the Okta Integration Network, with their parts. */
export const oinSubmissions: ResourceDeclaration = {
  operations: [
    uploadLogo(`${PATH}/logo`),
    ...submissions.operations,
    ...parts.flatMap(({ operations }) => operations),
    submit,
  ],
};
