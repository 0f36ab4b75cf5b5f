/** What the Worker is bound to and set to: wrangler.jsonc, its secrets, and .dev.vars. docs/settings.md says what each is. */
export interface Env extends Partial<Cloudflare.Env> {
  readonly AUDIT_DATASET?: AnalyticsEngineDataset;
  readonly OKTA_ORG_URL?: string;
  readonly OKTA_CLIENT_ID?: string;
  readonly OKTA_KEY_ID?: string;
  readonly OKTA_KEY_ID_NEXT?: string;
  readonly OKTA_PRIVATE_KEY_NEXT?: string;
  readonly OKTA_SCOPES?: string;
  readonly OKTA_ALGORITHM?: string;
  readonly OKTA_ASSERTION_LIFETIME?: string;
  readonly OKTA_ISSUER?: string;
  readonly OKTA_SUBJECT?: string;
  readonly OKTA_AUDIENCE?: string;
  readonly OKTA_TOKEN_ENDPOINT?: string;
  readonly OKTA_DPOP?: string;
  readonly OKTA_CONNECTIONS?: string;
  readonly LOCAL?: string;
  readonly ENVIRONMENT?: string;
  readonly ACCESS_TEAM_DOMAIN?: string;
  readonly ACCESS_AUD?: string;
  readonly ALLOWED_ORIGINS?: string;
  readonly PASS_THROUGH?: string;
  readonly TIMEOUT?: string;
  readonly UNKNOWN_QUERY_PARAMETERS?: string;
}
