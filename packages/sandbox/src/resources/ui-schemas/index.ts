import { type Collection, defineCollection } from "../../collections/collection.ts";
import { object, oneOf, required } from "../../collections/fields.ts";

/** The forms that people register with. */
export const uiSchemas: Collection = defineCollection({
  key: "uiSchemas",
  path: "/api/v1/meta/uischemas",
  param: "id",
  kind: "UISchemaEntity",
  idPrefix: "uis",
  scope: "okta.uischemas",
  resource: "org",
  bucket: "meta",
  fields: {
    uiSchema: required(
      object({ type: { ...oneOf("Group"), byDefault: "Group" }, elements: required({ type: "array" }) }),
    ),
  },
  allow: ["GET", "PUT", "DELETE"],
  seeds: () => [
    {
      uiSchema: {
        type: "Group",
        label: "Sign up",
        buttonLabel: "Sign up",
        elements: ["firstName", "lastName", "email"].map((name) => ({
          type: "Control",
          scope: `#/properties/${name}`,
          label: name,
          options: { format: "text" },
        })),
      },
    },
  ],
});
