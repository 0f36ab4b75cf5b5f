import { type Action, checkBody } from "@okta-edge/actions";
import type { Problem } from "./problem.ts";

/** Bytes of a body that is read to be checked: far more than any user or app has. */
const LONGEST_CHECKED = 1024 * 1024;

/** Bytes of a body that is carried unread. */
const LONGEST_CARRIED = 10 * 1024 * 1024;

/** A body to send to Okta, or what is wrong with it. */
export type OutgoingBody = { readonly body: BodyInit | null } | { readonly problem: Problem };

/** Takes the body of a request: one that an action declares is read and checked, any other is carried as it streams. */
export async function takeBody(request: Request, action: Action | undefined): Promise<OutgoingBody> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  const most = action?.body ? LONGEST_CHECKED : LONGEST_CARRIED;
  if (declared > most) return { problem: tooLarge(most) };
  if (!action?.body) return { body: request.body && boundStream(request.body, LONGEST_CARRIED) };

  const text = await readText(request, LONGEST_CHECKED);
  if (text === undefined) return { problem: tooLarge(most) };
  if (text !== "" && !/^application\/([\w.-]+\+)?json\b/i.test(request.headers.get("content-type") ?? "")) {
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
  const issues = checkBody(action, json);
  return issues.length > 0 ? { problem: invalidInput(action, issues) } : { body: text || null };
}

/** What is wrong with the input of an action, part by part. */
export function invalidInput(action: Action, issues: ReturnType<typeof checkBody>): Problem {
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

/** Reads a body up to a number of bytes; undefined if it is longer. */
async function readText({ body }: Request, most: number): Promise<string | undefined> {
  if (!body) return "";
  let text = "";
  let bytes = 0;
  const decoder = new TextDecoder();
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > most) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Breaks a stream off that is longer than it may be; Okta then sees a request that never ended, and does not take it. */
function boundStream(stream: ReadableStream<Uint8Array>, most: number): ReadableStream<Uint8Array> {
  let bytes = 0;
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > most) controller.error(new RangeError("The body is too large."));
        else controller.enqueue(chunk);
      },
    }),
  );
}
