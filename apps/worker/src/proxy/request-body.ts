import { checkBody } from "@okta-edge/actions";
import type { GateAction } from "@okta-edge/actions/gate";
import { readAtMost } from "../http/bounded-bytes.ts";
import type { Problem } from "../http/problem.ts";

/** Bytes of a body that is held in memory: far more than any user or app has. */
const LONGEST_HELD = 1024 * 1024;

/** Bytes of a body of which every fault is told; of a longer one, the first. */
const LONGEST_TOLD = 64 * 1024;

/** Bytes of a body that streams through. */
const LONGEST_CARRIED = 10 * 1024 * 1024;

const BROKEN_OFF: Problem = {
  status: 400,
  code: "body_incomplete",
  title: "The body is incomplete",
  detail: "The body broke off before its end.",
};

/** A body to send to Okta, or what is wrong with it. */
export type OutgoingBody = { readonly body: BodyInit | null } | { readonly problem: Problem };

/**
 * Takes the body of a request: one that an action declares is read and checked, any other streams through.
 *
 * What streams must say its length, and Okta is told it: a body that is broken off on its way is then no whole one to Okta either.
 * One that does not is held until all of it is there.
 */
export async function takeBody(request: Request, action: GateAction | undefined): Promise<OutgoingBody> {
  const { method, headers, body } = request;
  // It means nothing there.
  if (method === "GET") return { body: null };
  const length = Number(headers.get("content-length") ?? 0);
  const streams = !action?.body && body !== null && length > 0;
  const most = streams ? LONGEST_CARRIED : LONGEST_HELD;
  if (length > most) return { problem: tooLarge(most) };
  if (streams) return { body: body.pipeThrough(new FixedLengthStream(length)) };

  let bytes: Uint8Array | undefined;
  try {
    bytes = await readAtMost(body, most);
  } catch {
    return { problem: BROKEN_OFF };
  }
  if (!bytes) return { problem: tooLarge(most) };
  return action?.body ? takeJson(bytes, headers, action) : { body: bytes.length > 0 ? bytes : null };
}

/** Checks the body of an action. It is sent on as it came. */
function takeJson(bytes: Uint8Array, headers: Headers, action: GateAction): OutgoingBody {
  const text = new TextDecoder().decode(bytes);
  if (text !== "" && !/^application\/([\w.-]+\+)?json\b/i.test(headers.get("content-type") ?? "")) {
    return {
      problem: {
        status: 415,
        code: "unsupported_media_type",
        title: "The body is no JSON",
        detail: "Send Content-Type: application/json.",
      },
    };
  }
  let json: unknown;
  try {
    json = text === "" ? undefined : JSON.parse(text);
  } catch {
    return {
      problem: {
        status: 400,
        code: "malformed_json",
        title: "The body is no JSON",
        detail: "The body cannot be read as JSON.",
        errorCode: "E0000003",
      },
    };
  }
  const issues = checkBody(action, json, { onlyFirst: bytes.length > LONGEST_TOLD });
  return issues.length > 0 ? { problem: invalidInput(action, issues) } : { body: text || null };
}

/** What is wrong with the input of an action, part by part. */
export function invalidInput(action: GateAction, issues: ReturnType<typeof checkBody>): Problem {
  const causes = issues.map((issue) => `${issue.name || issue.in}: ${issue.message}`);
  return {
    status: 400,
    code: "invalid_input",
    title: `Api validation failed: ${action.id}`,
    detail: `${causes.join("; ")}.`,
    causes,
    members: { issues },
  };
}

function tooLarge(most: number): Problem {
  return {
    status: 413,
    code: "body_too_large",
    title: "The body is too large",
    detail: `The Worker takes ${most} bytes here at most.`,
  };
}
