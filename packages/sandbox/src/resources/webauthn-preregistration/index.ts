import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { findUser } from "../../directory/user.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";

const PATH = "/webauthn-registration/api/v1";
const ENROLLMENTS = `${PATH}/users/{userId}/enrollments`;
const ACCESS: Access = { scope: "okta.users", resource: "users", bucket: "users" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

function enrollmentsOf({ org }: Call): Map<string, Resource> {
  return resourceMap(org, "webAuthnPreregistrations");
}

/** The user that a body names, and the body. Yubico is the only vendor that Okta knows. */
async function readRequest(call: Call): Promise<Record<string, unknown> & { readonly userId: string }> {
  const body = await readBody(call);
  if (typeof body.userId !== "string") throw validation("userId", "userId: The field cannot be left blank");
  if (body.fulfillmentProvider !== "yubico")
    throw validation("fulfillmentProvider", `fulfillmentProvider: '${body.fulfillmentProvider}' is not one of yubico`);
  return { ...body, userId: findUser(call.org, body.userId).id };
}

function find(call: Call, userId: string, id: string): Resource {
  const found = enrollmentsOf(call).get(id);
  if (found?._user !== userId) throw notFound(id, "AuthenticatorEnrollment");
  return found;
}

const ofPath = (call: Call) =>
  find(call, findUser(call.org, call.params.userId ?? "").id, call.params.authenticatorEnrollmentId ?? "");

function show({ org }: Call, { _user, ...enrollment }: Resource): Record<string, unknown> {
  return {
    ...enrollment,
    _links: { self: { href: `${org.orgUrl}${PATH}/users/${_user}/enrollments/${enrollment.id}` } },
  };
}

const post = (end: string, handle: Operation["handle"]): Operation => ({
  ...MANAGE,
  method: "POST",
  path: `${PATH}/${end}`,
  handle,
});

const done = () => new Response(null, { status: 204 });

const operations: readonly Operation[] = [
  post("enroll", async (call) => {
    const { userId, enrollmentRpIds } = await readRequest(call);
    const domains =
      Array.isArray(enrollmentRpIds) && enrollmentRpIds.length > 0 ? enrollmentRpIds : [call.url.hostname];
    const now = isoDate(call.org.now());
    const made = domains.map((domain): Resource => {
      const id = oktaId("fwf", call.org.random);
      const enrollment: Resource = {
        id,
        factorType: "webauthn",
        provider: "FIDO",
        vendorName: "FIDO",
        status: "PENDING_ACTIVATION",
        created: now,
        lastUpdated: now,
        profile: { credentialId: null, authenticatorName: "YubiKey", rpId: domain },
        _user: userId,
      };
      enrollmentsOf(call).set(id, enrollment);
      return enrollment;
    });
    return Response.json({
      userId,
      fulfillmentProvider: "yubico",
      pinRequestJwe: "sandbox.pin.request",
      credRequests: made.map(({ id }) => ({
        authenticatorEnrollmentId: id,
        keyId: `key-${id}`,
        credRequestJwe: "sandbox.credential.request",
      })),
    });
  }),
  post("activate", async (call) => {
    const { userId, credResponses } = await readRequest(call);
    if (!Array.isArray(credResponses) || credResponses.length === 0)
      throw validation("credResponses", "credResponses: The field cannot be left blank");
    const ids = credResponses.map(({ authenticatorEnrollmentId }) => String(authenticatorEnrollmentId));
    const found = ids.map((id) => find(call, userId, id));
    const lastUpdated = isoDate(call.org.now());
    for (const one of found) enrollmentsOf(call).set(one.id, { ...one, status: "ACTIVE", lastUpdated });
    return Response.json({ userId, fulfillmentProvider: "yubico", authenticatorEnrollmentIds: ids });
  }),
  post("initiate-fulfillment-request", async (call) => {
    await readRequest(call);
    return done();
  }),
  post("send-pin", async (call) => {
    const { userId, authenticatorEnrollmentId } = await readRequest(call);
    find(call, userId, String(authenticatorEnrollmentId));
    return done();
  }),
  {
    ...READ,
    method: "GET",
    path: ENROLLMENTS,
    handle(call) {
      const { id } = findUser(call.org, call.params.userId ?? "");
      const found = [...enrollmentsOf(call).values()].filter(({ _user }) => _user === id);
      return Response.json(found.map((enrollment) => show(call, enrollment)));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${ENROLLMENTS}/{authenticatorEnrollmentId}`,
    handle(call) {
      enrollmentsOf(call).delete(ofPath(call).id);
      return done();
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${ENROLLMENTS}/{authenticatorEnrollmentId}/mark-error`,
    handle(call) {
      const found = ofPath(call);
      enrollmentsOf(call).set(found.id, { ...found, status: "INACTIVE", lastUpdated: isoDate(call.org.now()) });
      return done();
    },
  },
];

/** Security keys that are enrolled for users before they have them. */
export const webAuthnPreregistration: ResourceDeclaration = { operations };
