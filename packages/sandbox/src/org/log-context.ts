/** The request that an event of the System Log comes from. */
export interface LogContext {
  /** Path of what was asked, without the query. */
  readonly requestUri: string;
  /** The same for everything that one request did. */
  readonly transactionId: string;
  /** Undefined where the org does not know it. */
  readonly ipAddress?: string | undefined;
  readonly userAgent?: string | undefined;
  /** Of the person who was signed in by then. */
  readonly sessionId?: string | undefined;
  /** Where the address is. */
  readonly place?: LogPlace | undefined;
}

/** Where an address is, and whose. */
export interface LogPlace {
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly postalCode: string;
  readonly lat: number;
  readonly lon: number;
  readonly asNumber: number;
  readonly asOrg: string;
}
