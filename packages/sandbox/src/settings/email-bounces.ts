import type { Operation } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";

const UNKNOWN = "This email address does not belong to any user in your organization.";
const INVALID = "Invalid email address. The provided email address failed validation against RFC 3696.";

/** The operation that lets mails be sent again to addresses that bounced. */
export const emailBounceOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/api/v1/org/email/bounces/remove-list",
    scope: "okta.orgs.manage",
    permission: { resource: "org", access: "manage" },
    bucket: "org",
    async handle(call) {
      const { store } = call.org;
      const { emailAddresses = [] } = await readBody(call);
      const known = new Set([...store.users.values()].map(({ profile }) => String(profile.email).toLowerCase()));
      const errors = [];
      for (const emailAddress of emailAddresses as readonly unknown[]) {
        const email = String(emailAddress);
        const reason = !/^[^\s@]+@[^\s@]+$/.test(email)
          ? INVALID
          : known.has(email.toLowerCase())
            ? undefined
            : UNKNOWN;
        if (reason) errors.push({ emailAddress: email, reason });
        else store.bouncedEmails.delete(email.toLowerCase());
      }
      return Response.json({ errors });
    },
  },
];
