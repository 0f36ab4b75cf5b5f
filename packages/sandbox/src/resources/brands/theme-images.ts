import type { Call, Operation } from "../../api/operation.ts";
import { validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";
import { MANAGE } from "./access.ts";
import { brands, defaultImage, IMAGES, themes } from "./brand.ts";

export const imageOperations: readonly Operation[] = IMAGES.flatMap(([link, member]): Operation[] => {
  const path = `/api/v1/brands/{brandId}/themes/{themeId}/${link}`;
  const put = (call: Call, url: string | null) =>
    themes.put(call.org.store, { ...themes.find(call), [member]: url }, brands.keyOf(call));
  return [
    {
      ...MANAGE,
      method: "POST",
      path,
      async handle(call) {
        themes.find(call);
        const bytes = (await call.request.arrayBuffer()).byteLength;
        if (bytes === 0) throw validation("file", "file: The field cannot be left blank");
        const url = `${call.org.orgUrl}/fs/bco/${oktaId("fs0", call.org.random)}`;
        put(call, url);
        // Okta's description has 200 for the logo, and 201 for the other images.
        return Response.json({ url }, { status: link === "logo" ? 200 : 201 });
      },
    },
    {
      ...MANAGE,
      method: "DELETE",
      path,
      handle(call) {
        put(call, defaultImage(call.org.orgUrl, member));
        return new Response(null, { status: 204 });
      },
    },
  ];
});
