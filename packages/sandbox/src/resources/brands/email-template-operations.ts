import { embed } from "../../api/expand.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { brands } from "./brand.ts";
import { EMAIL_TEMPLATES } from "./content.ts";
import {
  customizations,
  MANAGE_TEMPLATES,
  READ_TEMPLATES,
  TEMPLATES,
  template,
  templateSettings,
} from "./email-templates.ts";

function showTemplate(name: string, call: Call): Record<string, unknown> {
  const key = `${call.params.brandId}/${name}`;
  const self = `${call.org.orgUrl}/api/v1/brands/${call.params.brandId}/templates/email/${name}`;
  const link = (end: string, ...allow: readonly string[]) => ({ href: self + end, hints: { allow } });
  return {
    name,
    _links: {
      self: link("", "GET"),
      settings: link("/settings", "GET", "PUT"),
      defaultContent: link("/default-content", "GET"),
      customizations: link("/customizations", "GET", "POST", "DELETE"),
      test: link("/test", "POST"),
    },
    ...embed(call.url, {
      settings: () => templateSettings.read(call.org.store, key),
      customizationCount: () => customizations.all(call.org.store, key).length,
    }),
  };
}

/** What Okta sends unless it is customized. */
function defaultContent(name: string): { readonly subject: string; readonly body: string } {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2");
  return {
    subject: words,
    body: `<p>Hi $!{StringTool.escapeHtml($!{user.profile.firstName})},</p><p>${words}</p>`,
  };
}

/** A content with the words of the org and the calling user in it. */
function preview({ subject, body }: { readonly subject: string; readonly body: string }): Record<string, unknown> {
  const fill = (content: string) =>
    content
      .replaceAll(/\$!?\{?StringTool\.escapeHtml\(\$!?\{?user\.profile\.firstName\}?\)\}?/g, "Ada")
      .replaceAll(/\$!?\{user\.(profile\.)?firstName\}/g, "Ada");
  return { subject: fill(subject), body: fill(body) };
}

export const templateOperations: readonly Operation[] = [
  {
    ...READ_TEMPLATES,
    method: "GET",
    path: TEMPLATES,
    handle(call) {
      brands.keyOf(call);
      return Response.json(EMAIL_TEMPLATES.map((name) => showTemplate(name, call)));
    },
  },
  {
    ...READ_TEMPLATES,
    method: "GET",
    path: `${TEMPLATES}/{templateName}`,
    handle(call) {
      template.keyOf(call);
      return Response.json(showTemplate(call.params.templateName ?? "", call));
    },
  },
  {
    ...READ_TEMPLATES,
    method: "GET",
    path: `${TEMPLATES}/{templateName}/default-content`,
    handle(call) {
      template.keyOf(call);
      return Response.json({ ...defaultContent(call.params.templateName ?? ""), _links: {} });
    },
  },
  {
    ...READ_TEMPLATES,
    method: "GET",
    path: `${TEMPLATES}/{templateName}/default-content/preview`,
    handle(call) {
      template.keyOf(call);
      return Response.json({ ...preview(defaultContent(call.params.templateName ?? "")), _links: {} });
    },
  },
  {
    ...MANAGE_TEMPLATES,
    method: "POST",
    path: `${TEMPLATES}/{templateName}/test`,
    handle(call) {
      template.keyOf(call);
      return new Response(null, { status: 204 });
    },
  },
  {
    ...MANAGE_TEMPLATES,
    method: "DELETE",
    path: `${TEMPLATES}/{templateName}/customizations`,
    handle(call) {
      const parentKey = template.keyOf(call);
      for (const { id } of customizations.all(call.org.store, parentKey))
        customizations.remove(call.org.store, id, parentKey);
      return new Response(null, { status: 204 });
    },
  },
  {
    ...READ_TEMPLATES,
    method: "GET",
    path: `${TEMPLATES}/{templateName}/customizations/{customizationId}/preview`,
    handle(call) {
      const { subject, body } = customizations.find(call);
      const self = call.org.orgUrl + call.url.pathname;
      const of = self.replace(/\/customizations\/.*/, "");
      return Response.json({
        ...preview({ subject: String(subject), body: String(body) }),
        _links: {
          self: { href: self, hints: { allow: ["GET"] } },
          template: { href: of, hints: { allow: ["GET"] } },
          test: { href: `${of}/test`, hints: { allow: ["POST"] } },
        },
      });
    },
  },
];
