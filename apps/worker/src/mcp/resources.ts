import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from "@modelcontextprotocol/server";
import { buildCall, callableOf } from "./build-call.ts";
import type { McpHost } from "./host.ts";
import { toContent, toResult, UNTRUSTED } from "./result.ts";
import { toolsOf } from "./tools.ts";

const JSON_TYPE = "application/json";

/** The resources: each is the result of a tool that reads. */
const TEMPLATES = [
  {
    name: "user",
    title: "User",
    uriTemplate: "okta://users/{userId}",
    description: "A user by ID or login",
    pattern: /^okta:\/\/users\/([^/?#]+)$/,
    tool: "users_get",
    argument: "userId",
  },
  {
    name: "group-members",
    title: "Members of a group",
    uriTemplate: "okta://groups/{groupId}/members",
    description: "The first members of a group",
    pattern: /^okta:\/\/groups\/([^/?#]+)\/members$/,
    tool: "groups_list_members",
    argument: "groupId",
  },
] as const;

/** Lists the templates of the resources that the caller may read. */
export function listTemplates(host: McpHost) {
  const catalog = toolsOf(host.documents);
  const resourceTemplates = TEMPLATES.filter(({ tool }) => host.mayUse(catalog.get(tool)?.action.id ?? "")).map(
    ({ name, title, uriTemplate, description }) => ({ name, title, uriTemplate, description, mimeType: JSON_TYPE }),
  );
  return { resourceTemplates };
}

/** Reads a resource. */
export async function readResource(host: McpHost, uri: string) {
  for (const { pattern, tool: name, argument } of TEMPLATES) {
    const [, encoded] = pattern.exec(uri) ?? [];
    const tool = toolsOf(host.documents).get(name);
    if (encoded === undefined || !tool || !host.mayUse(tool.action.id)) continue;
    const call = buildCall(callableOf(tool), { [argument]: decode(encoded) });
    if ("issue" in call || host.nameOf(call.method, call.pathname) !== tool.action.id) break;
    const response = await host.send({ method: call.method, path: call.path, tool: name, isMain: true });
    if (response.status === 404) break;
    if (!response.ok) {
      const { content } = await toResult(response);
      const [text] = content;
      throw new ProtocolError(ProtocolErrorCode.InternalError, text?.type === "text" ? text.text : "Failed.");
    }
    const text = JSON.stringify(toContent(response, await response.json()));
    return { contents: [{ uri, mimeType: JSON_TYPE, text, _meta: { note: `${UNTRUSTED}.` } }] };
  }
  throw new ResourceNotFoundError(uri);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
