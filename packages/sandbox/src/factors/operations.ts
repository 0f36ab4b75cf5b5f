import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { readBody } from "../api/request-body.ts";
import { findUser } from "../directory/user.ts";
import type { Factor } from "../org/model.ts";
import { notFound, OktaError } from "../org/okta-error.ts";
import { activateFactor, enrollFactor, logFactor } from "./enrollment.ts";
import { factorsOf, factorUrl, findFactor, linkTo, proofOf, showFactor, showPush } from "./factor.ts";
import { FACTOR_KINDS } from "./kinds.ts";
import { checkProof, notInThatState, sendCode, sendPush } from "./proof.ts";

const FACTORS = "/api/v1/users/{userId}/factors";
const FACTOR = `${FACTORS}/{factorId}`;
const ACCESS: Access = { scope: "okta.users", resource: "users", bucket: "users" };
const READ = gate(ACCESS, "read");
const HELP = {
  scope: "okta.users.manage",
  permission: { resource: "users", access: "help" },
  bucket: "users",
} as const;
const MANAGE = gate(ACCESS, "manage");

/** The operations on users' factors. */
export const factorOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: FACTORS,
    handle({ org, params }) {
      const factors = factorsOf(org, findUser(org, params.userId ?? ""));
      return Response.json(factors.map((factor) => showFactor(factor, org)));
    },
  },
  { ...READ, method: "GET", path: `${FACTORS}/catalog`, handle: showCatalog },
  { ...READ, method: "GET", path: FACTOR, handle: (call) => Response.json(showFactor(findFactor(call), call.org)) },
  {
    ...MANAGE,
    method: "POST",
    path: FACTORS,
    handle: async (call) => Response.json(showFactor(await enrollFactor(call), call.org)),
  },
  { ...MANAGE, method: "POST", path: `${FACTOR}/lifecycle/activate`, handle: activate },
  { ...MANAGE, method: "POST", path: `${FACTOR}/resend`, handle: resend },
  { ...MANAGE, method: "POST", path: `${FACTOR}/verify`, handle: verify },
  { ...READ, method: "GET", path: `${FACTOR}/transactions/{transactionId}`, handle: pollPush },
  {
    ...HELP,
    method: "DELETE",
    path: FACTOR,
    handle(call) {
      const factor = findFactor(call);
      call.org.store.factors.delete(factor.id);
      logFactor(call, factor, "user.mfa.factor.deactivate", "Reset factor for user");
      return new Response(null, { status: 204 });
    },
  },
];

/** What a user could enroll, and what of it they have. */
function showCatalog({ org, params }: Call): Response {
  const user = findUser(org, params.userId ?? "");
  const enrolled = factorsOf(org, user);
  const enroll = linkTo(`${org.orgUrl}/api/v1/users/${user.id}/factors`, "POST");
  return Response.json(
    FACTOR_KINDS.map(({ factorType, provider }) => {
      const known = enrolled.find((factor) => factor.factorType === factorType && factor.provider === provider);
      return {
        factorType,
        provider,
        vendorName: provider,
        status: known?.status ?? "NOT_SETUP",
        enrollment: "OPTIONAL",
        _links: { enroll },
      };
    }),
  );
}

async function activate(call: Call): Promise<Response> {
  const { org } = call;
  const factor = findFactor(call);
  const body = await readBody(call);
  if (factor.status !== "PENDING_ACTIVATION") throw notInThatState();
  const { push } = factor;
  if (push && push.result !== "SUCCESS") {
    // A push that was not answered in time begins anew.
    if (push.expiresAt <= org.now()) factor.push = sendPush(call);
    const links = { poll: linkTo(`${factorUrl(factor, org)}/lifecycle/activate`, "POST") };
    return Response.json({ ...showPush(push, org), _links: links });
  }
  if (!push) await checkProof(call, factor, body);
  activateFactor(call, factor);
  return Response.json(showFactor(factor, org));
}

async function resend(call: Call): Promise<Response> {
  const factor = findFactor(call);
  await readBody(call);
  if (factor.status !== "PENDING_ACTIVATION") throw notInThatState();
  sendCode(call, factor);
  return Response.json(showFactor(factor, call.org));
}

async function verify(call: Call): Promise<Response> {
  const { org } = call;
  const factor = findFactor(call);
  const body = await readBody(call);
  if (factor.status !== "ACTIVE") throw notInThatState();
  const proof = proofOf(factor);
  if (proof === "push") {
    const push = sendPush(call);
    logFactor(call, factor, "system.push.send_factor_verify_push", "Send factor verify push");
    factor.push = push;
    return Response.json({ ...showPush(push, org), _links: pushLinks(call, factor, push.id) }, { status: 201 });
  }
  if (proof === "sent" && body.passCode === undefined) {
    sendCode(call, factor);
    return Response.json({ factorResult: "CHALLENGE", profile: factor.profile, _links: factorLinks(call, factor) });
  }
  try {
    await checkProof(call, factor, body);
  } catch (error) {
    if (error instanceof OktaError && error.status === 403) logVerification(call, factor, "INVALID_CREDENTIALS");
    throw error;
  }
  logVerification(call, factor, null);
  return Response.json({ factorResult: "SUCCESS" });
}

/** What has become of a push that was sent to verify a user. */
function pollPush(call: Call): Response {
  const { org, params } = call;
  const factor = findFactor(call);
  const { push } = factor;
  const id = params.transactionId ?? "";
  if (push?.id !== id) throw notFound(id, "VerifyFactorTransaction");
  const shown = showPush(push, org);
  if (shown.factorResult === "SUCCESS") return Response.json(shown);
  const links = shown.factorResult === "WAITING" ? pushLinks(call, factor, id) : factorLinks(call, factor);
  return Response.json({ ...shown, _links: links });
}

function pushLinks({ org }: Call, factor: Factor, transactionId: string): Record<string, unknown> {
  return { poll: linkTo(`${factorUrl(factor, org)}/transactions/${transactionId}`, "GET") };
}

function factorLinks({ org }: Call, factor: Factor): Record<string, unknown> {
  const self = factorUrl(factor, org);
  return { verify: linkTo(`${self}/verify`, "POST"), factor: linkTo(self, "GET", "DELETE") };
}

function logVerification(call: Call, factor: Factor, failure: string | null): void {
  recordEvent(call, {
    eventType: "user.authentication.auth_via_mfa",
    displayMessage: "Authentication of user via MFA",
    outcome: { result: failure === null ? "SUCCESS" : "FAILURE", reason: failure },
    targets: [userParty(findUser(call.org, factor.userId))],
  });
}
