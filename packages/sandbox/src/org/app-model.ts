/** An application that people sign in to. */
export interface App {
  readonly id: string;
  status: "ACTIVE" | "INACTIVE";
  readonly created: string;
  lastUpdated: string;
  /** What its definition says: name, label, signOnMode, settings and so on, as it was sent. */
  definition: Record<string, unknown> & { name: string; label: string; signOnMode: string };
  /** By the user's ID. */
  readonly users: Map<string, AppUser>;
  /** By the group's ID. */
  readonly groups: Map<string, AppGroup>;
}

/** A user's assignment to an app. */
export interface AppUser {
  readonly userId: string;
  readonly created: string;
  lastUpdated: string;
  scope: "USER" | "GROUP";
  credentials: Record<string, unknown>;
  profile: Record<string, unknown>;
}

/** A group's assignment to an app. */
export interface AppGroup {
  readonly groupId: string;
  lastUpdated: string;
  priority: number;
  profile: Record<string, unknown>;
}

/** A group that an app is sent. */
export interface GroupPush {
  readonly id: string;
  readonly appId: string;
  readonly sourceGroupId: string;
  readonly targetGroupId: string;
  readonly status: "ACTIVE" | "INACTIVE";
  readonly created: string;
}
