// One administrator's day through @okta/okta-sdk-nodejs: what administrators and their scripts call, class by class.

/** Reads a collection to its end, or to a number of items. */
const all = async (collection, most = 500) => {
  const out = [];
  for await (const item of await collection) {
    if (item == null) break;
    out.push(item);
    if (out.length >= most) break;
  }
  return out;
};

const eq = (actual, expected, what = "") => {
  if (actual !== expected)
    throw new Error(`expected ${what} ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
};

const fails = async (promise, status, code) => {
  let error;
  try {
    await promise;
  } catch (caught) {
    error = caught;
  }
  if (!error) throw new Error(`expected ${status} ${code}, got success`);
  if (error.status !== status || (code && error.errorCode !== code)) {
    throw new Error(`expected ${status} ${code}, got ${error.status} ${error.errorCode} ${error.message}`);
  }
};

/**
 * Runs the day.
 *
 * @param c - a client of okta-sdk-nodejs.
 * @param t - runs one step, and returns undefined where it fails.
 */
export async function administratorsDay(c, t) {
  const stamp = Date.now().toString(36);
  // users
  const users = await t("users list all pages", () => all(c.userApi.listUsers({ limit: 10 })));
  await t("users count same by search", async () => {
    const s = await all(c.userApi.listUsers({ search: 'status eq "ACTIVE" or status pr', limit: 20 }));
    if (s.length < users.length) throw new Error(`${s.length} < ${users.length}`);
  });
  await t("users filter status", async () => {
    const s = await all(c.userApi.listUsers({ filter: 'status eq "ACTIVE"' }));
    if (!s.every((u) => u.status === "ACTIVE") || !s.length) throw new Error("bad");
  });
  await t("users filter lastUpdated gt", () =>
    all(c.userApi.listUsers({ filter: 'lastUpdated gt "2020-01-01T00:00:00.000Z"' })),
  );
  await t("users q", async () => {
    const s = await all(c.userApi.listUsers({ q: "ada" }));
    if (!s.length) throw new Error("none");
  });
  await t("users search sortBy sortOrder", async () => {
    const s = await all(
      c.userApi.listUsers({
        search: 'profile.department eq "Engineering"',
        sortBy: "profile.lastName",
        sortOrder: "desc",
      }),
    );
    const n = s.map((u) => u.profile.lastName);
    if ([...n].sort().reverse().join() !== n.join()) throw new Error(n.join());
  });
  await t("users contentType okta-response omitCredentials", () =>
    all(
      c.userApi.listUsers({
        contentType: "application/json; okta-response=omitCredentials,omitCredentialsLinks",
        limit: 5,
      }),
    ),
  );
  await t("users list fields", () =>
    all(c.userApi.listUsers({ fields: "id,status,profile:(firstName,login)", limit: 3 }), 3),
  );
  await t("users list expand", () => all(c.userApi.listUsers({ expand: "classification", limit: 3 }), 3));
  const me = users[0];
  await t("users get by id", () => c.userApi.getUser({ userId: me.id }));
  await t("users get by login", async () =>
    eq((await c.userApi.getUser({ userId: "ada.lovelace@example.com" })).profile.firstName, "Ada"),
  );
  await t("users get by short name", async () =>
    eq((await c.userApi.getUser({ userId: "ada.lovelace" })).profile.firstName, "Ada"),
  );
  await t("users get expand blocks", () => c.userApi.getUser({ userId: me.id, expand: "blocks" }));
  await t("users get contentType", () =>
    c.userApi.getUser({ userId: me.id, contentType: "application/json; okta-response=omitCredentials" }),
  );
  await t("users get unknown 404", () => fails(c.userApi.getUser({ userId: "00unope" }), 404, "E0000007"));
  const login = `node.${stamp}@example.com`;
  const nu = await t("users create (activate, password)", () =>
    c.userApi.createUser({
      activate: true,
      body: {
        profile: { firstName: "Node", lastName: "Sdk", email: login, login, mobilePhone: "+1-555-415-1337" },
        credentials: {
          password: { value: "Abcd1234!x" },
          recovery_question: { question: "Who's a major player?", answer: "Annie Oakley" },
        },
      },
    }),
  );
  await t("users create duplicate 400 E0000001", () =>
    fails(
      c.userApi.createUser({ body: { profile: { firstName: "Node", lastName: "Sdk", email: login, login } } }),
      400,
      "E0000001",
    ),
  );
  await t("users create invalid 400", () =>
    fails(c.userApi.createUser({ body: { profile: { firstName: "Node" } } }), 400, "E0000001"),
  );
  const staged = await t("users create staged", () =>
    c.userApi.createUser({
      activate: false,
      body: {
        profile: { firstName: "S", lastName: "T", email: `st.${stamp}@example.com`, login: `st.${stamp}@example.com` },
      },
    }),
  );
  const prov = await t("users create nextLogin changePassword", () =>
    c.userApi.createUser({
      activate: true,
      nextLogin: "changePassword",
      body: {
        profile: { firstName: "S", lastName: "T", email: `nl.${stamp}@example.com`, login: `nl.${stamp}@example.com` },
        credentials: { password: { value: "Abcd1234!x" } },
      },
    }),
  );
  await t("users create hash import bcrypt", () =>
    c.userApi.createUser({
      body: {
        profile: { firstName: "S", lastName: "T", email: `bc.${stamp}@example.com`, login: `bc.${stamp}@example.com` },
        credentials: {
          password: {
            hash: {
              algorithm: "BCRYPT",
              workFactor: 10,
              salt: "rwh3vH166HCH/NT9XV5FYu",
              value: "qaMqvAPULkbiQzkTCWo5XDcvzpk8Tna",
            },
          },
        },
      },
    }),
  );
  await t("users create password hook", () =>
    c.userApi.createUser({
      body: {
        profile: { firstName: "S", lastName: "T", email: `ph.${stamp}@example.com`, login: `ph.${stamp}@example.com` },
        credentials: { password: { hook: { type: "default" } } },
      },
    }),
  );
  await t("users create provider FEDERATION", () =>
    c.userApi.createUser({
      provider: true,
      body: {
        profile: { firstName: "S", lastName: "T", email: `fe.${stamp}@example.com`, login: `fe.${stamp}@example.com` },
        credentials: { provider: { type: "FEDERATION", name: "FEDERATION" } },
      },
    }),
  );
  const groups = await t("groups list", () => all(c.groupApi.listGroups()));
  await t("users create groupIds + type", () =>
    c.userApi.createUser({
      body: {
        profile: { firstName: "S", lastName: "T", email: `gi.${stamp}@example.com`, login: `gi.${stamp}@example.com` },
        groupIds: [groups.find((g) => g.type === "OKTA_GROUP").id],
        type: { id: me.type.id },
      },
    }),
  );
  await t("users update partial (POST)", async () =>
    eq((await c.userApi.updateUser({ userId: nu.id, user: { profile: { nickName: "N" } } })).profile.nickName, "N"),
  );
  await t("users update strict", () =>
    c.userApi.updateUser({ userId: nu.id, strict: true, user: { profile: { nickName: "N2" } } }),
  );
  await t("users replace (PUT)", async () => {
    const u = await c.userApi.getUser({ userId: nu.id });
    u.profile.title = "T";
    delete u.credentials;
    eq((await c.userApi.replaceUser({ userId: nu.id, user: u })).profile.title, "T");
  });
  await t("users replace with _links,id,status as read", async () => {
    const { credentials: _, ...u } = JSON.parse(JSON.stringify(await c.userApi.getUser({ userId: nu.id })));
    await c.userApi.replaceUser({ userId: nu.id, user: u });
  });
  await t("users listBlocks", () => all(c.userApi.listUserBlocks({ userId: nu.id })));
  await t("users groups", () => all(c.userApi.listUserGroups({ userId: nu.id })));
  await t("users appLinks", () => all(c.userApi.listAppLinks({ userId: me.id })));
  await t("users clients", () => all(c.userApi.listUserClients({ userId: me.id })));
  await t("users grants", () => all(c.userApi.listUserGrants({ userId: me.id })));
  await t("users idps", () => all(c.userApi.listUserIdentityProviders({ userId: me.id })));
  await t("users devices", () => all(c.userApi.listUserDevices({ userId: me.id })));
  await t("users classification", () => c.userApi.getUserClassification({ userId: me.id }));
  await t("users risk", () => c.userApi.getUserRisk({ userId: me.id }));
  await t("users linked objects", () =>
    all(c.userApi.listLinkedObjectsForUser({ userId: me.id, relationshipName: "manager" })),
  );
  await t("users update login clash 400", () =>
    fails(
      c.userApi.updateUser({ userId: nu.id, user: { profile: { login: "ada.lovelace@example.com" } } }),
      400,
      "E0000001",
    ),
  );
  for (const [m, p] of [
    ["suspendUser", {}],
    ["unsuspendUser", {}],
    ["expirePassword", {}],
  ])
    await t(`users ${m}`, () => c.userApi[m]({ userId: m === "reactivateUser" ? nu.id : nu.id, ...p }));
  await t("users unlock of one who is not locked 403", () =>
    fails(c.userApi.unlockUser({ userId: nu.id }), 403, "E0000032"),
  );
  await t("users activate staged", async () => {
    const r = await c.userApi.activateUser({ userId: staged.id, sendEmail: false });
    if (!r.activationToken) throw new Error(JSON.stringify(r));
  });
  await t("users changePassword", () =>
    c.userApi.changePassword({
      userId: nu.id,
      changePasswordRequest: { oldPassword: { value: "Abcd1234!x" }, newPassword: { value: "Efgh5678!y" } },
    }),
  );
  await t("users changeRecoveryQuestion", () =>
    c.userApi.changeRecoveryQuestion({
      userId: nu.id,
      userCredentials: {
        password: { value: "Efgh5678!y" },
        recovery_question: { question: "Which engine?", answer: "Analytical" },
      },
    }),
  );
  await t("users forgotPassword", () => c.userApi.forgotPassword({ userId: nu.id, sendEmail: false }));
  await t("users forgotPasswordSetNewPassword", () =>
    c.userApi.forgotPasswordSetNewPassword({
      userId: nu.id,
      userCredentials: { password: { value: "Ijkl9012!z" }, recovery_question: { answer: "Analytical" } },
    }),
  );
  await t("users expirePasswordAndGetTemporaryPassword", () =>
    c.userApi.expirePasswordAndGetTemporaryPassword({ userId: nu.id }),
  );
  await t("users generateResetPasswordToken", async () => {
    const r = await c.userApi.generateResetPasswordToken({ userId: nu.id, sendEmail: false, revokeSessions: true });
    if (!r.resetPasswordUrl) throw new Error(JSON.stringify(r));
  });
  await t("users reactivate (RECOVERY)", () => c.userApi.reactivateUser({ userId: nu.id, sendEmail: false }));
  await t("users revokeSessions oauthTokens", () => c.userApi.revokeUserSessions({ userId: nu.id, oauthTokens: true }));
  await t("users resetFactors", () => c.userApi.resetFactors({ userId: nu.id }));
  await t("users deleteUser x2", async () => {
    await c.userApi.deactivateUser({ userId: prov.id, sendEmail: false });
    await c.userApi.deleteUser({ userId: prov.id, sendEmail: false });
    await fails(c.userApi.getUser({ userId: prov.id }), 404, "E0000007");
  });
  // factors
  await t("factors supported", () => all(c.userFactorApi.listSupportedFactors({ userId: nu.id })));
  await t("factors list", () => all(c.userFactorApi.listFactors({ userId: me.id })));
  await t("factors questions", () => all(c.userFactorApi.listSupportedSecurityQuestions({ userId: nu.id })));
  const sms = await t("factor enroll sms", () =>
    c.userFactorApi.enrollFactor({
      userId: nu.id,
      body: { factorType: "sms", provider: "OKTA", profile: { phoneNumber: "+1-555-415-1337" } },
    }),
  );
  await t("factor enroll email activate", () =>
    c.userFactorApi.enrollFactor({
      userId: nu.id,
      activate: true,
      body: { factorType: "email", provider: "OKTA", profile: { email: login } },
    }),
  );
  await t("factor enroll question", () =>
    c.userFactorApi.enrollFactor({
      userId: nu.id,
      body: { factorType: "question", provider: "OKTA", profile: { question: "disliked_food", answer: "mayonnaise" } },
    }),
  );
  await t("factor enroll totp", () =>
    c.userFactorApi.enrollFactor({ userId: nu.id, body: { factorType: "token:software:totp", provider: "GOOGLE" } }),
  );
  await t("factor enroll push", () =>
    c.userFactorApi.enrollFactor({ userId: nu.id, body: { factorType: "push", provider: "OKTA" } }),
  );
  if (sms) {
    await t("factor get", () => c.userFactorApi.getFactor({ userId: nu.id, factorId: sms.id }));
    await t("factor resend within 30 seconds 429", () =>
      fails(
        c.userFactorApi.resendEnrollFactor({
          userId: nu.id,
          factorId: sms.id,
          resendUserFactor: { factorType: "sms", provider: "OKTA", profile: { phoneNumber: "+1-555-415-1337" } },
        }),
        429,
      ),
    );
    await t("factor activate wrong code 403", () =>
      fails(
        c.userFactorApi.activateFactor({ userId: nu.id, factorId: sms.id, body: { passCode: "000000" } }),
        403,
        "E0000068",
      ),
    );
    await t("factor unenroll", () => c.userFactorApi.unenrollFactor({ userId: nu.id, factorId: sms.id }));
  }
  await t("authenticator enrollments", () =>
    c.userAuthenticatorEnrollmentsApi.listAuthenticatorEnrollments({ userId: nu.id }),
  );
  // groups
  await t("groups list expand stats", () => all(c.groupApi.listGroups({ expand: "stats", limit: 3 }), 3));
  await t("groups list search+sort", () =>
    all(
      c.groupApi.listGroups({
        search: 'type eq "OKTA_GROUP" and profile.name sw "E"',
        sortBy: "profile.name",
        sortOrder: "asc",
      }),
    ),
  );
  await t("groups list filter", () => all(c.groupApi.listGroups({ filter: 'type eq "OKTA_GROUP"' })));
  await t("groups list q", () => all(c.groupApi.listGroups({ q: "Eng" })));
  const g = await t("groups create", () =>
    c.groupApi.createGroup({ group: { profile: { name: `Node ${stamp}`, description: "d" } } }),
  );
  await t("groups replace", () =>
    c.groupApi.replaceGroup({ groupId: g.id, group: { profile: { name: `Node2 ${stamp}`, description: "e" } } }),
  );
  await t("groups get", () => c.groupApi.getGroup({ groupId: g.id }));
  await t("groups add user", () => c.groupApi.assignUserToGroup({ groupId: g.id, userId: nu.id }));
  await t("groups users", async () => eq((await all(c.groupApi.listGroupUsers({ groupId: g.id }))).length, 1));
  await t("groups apps", () => all(c.groupApi.listAssignedApplicationsForGroup({ groupId: groups[0].id })));
  await t("groups owner add/list/remove", async () => {
    await c.groupApi.assignGroupOwner({ groupId: g.id, GroupOwner: { id: nu.id, type: "USER" } });
    const o = await all(c.groupApi.listGroupOwners({ groupId: g.id }));
    eq(o.length, 1);
    await c.groupApi.deleteGroupOwner({ groupId: g.id, ownerId: o[0].id });
  });
  const rule = await t("group rules create", () =>
    c.groupApi.createGroupRule({
      groupRule: {
        type: "group_rule",
        name: `r ${stamp}`,
        conditions: {
          people: { users: { exclude: [] }, groups: { exclude: [] } },
          expression: { value: 'user.nickName=="N"', type: "urn:okta:expression:1.0" },
        },
        actions: { assignUserToGroups: { groupIds: [g.id] } },
      },
    }),
  );
  await t("group rules list", () => all(c.groupApi.listGroupRules({ limit: 50 })));
  await t("group rules list search expand", () =>
    all(c.groupApi.listGroupRules({ search: "r ", expand: "groupIdToGroupNameMap" })),
  );
  if (rule) {
    await t("group rules get", () => c.groupApi.getGroupRule({ ruleId: rule.id }));
    await t("group rules activate", () => c.groupApi.activateGroupRule({ ruleId: rule.id }));
    await t("group rules deactivate", () => c.groupApi.deactivateGroupRule({ ruleId: rule.id }));
    await t("group rules replace", async () => {
      const r = await c.groupApi.getGroupRule({ ruleId: rule.id });
      r.name = `rr ${stamp}`;
      await c.groupApi.replaceGroupRule({ ruleId: rule.id, groupRule: r });
    });
    await t("group rules delete", () => c.groupApi.deleteGroupRule({ ruleId: rule.id, removeUsers: true }));
  }
  await t("group roles list", () => all(c.roleAssignmentApi.listGroupAssignedRoles({ groupId: g.id })));
  await t("groups remove user", () => c.groupApi.unassignUserFromGroup({ groupId: g.id, userId: nu.id }));
  await t("groups delete", () => c.groupApi.deleteGroup({ groupId: g.id }));
  // roles
  const role = await t("roles assign to user", () =>
    c.roleAssignmentApi.assignRoleToUser({ userId: nu.id, assignRoleRequest: { type: "HELP_DESK_ADMIN" } }),
  );
  await t("roles list", () => all(c.roleAssignmentApi.listAssignedRolesForUser({ userId: nu.id })));
  await t("roles list expand targets", () =>
    all(c.roleAssignmentApi.listAssignedRolesForUser({ userId: nu.id, expand: "targets/groups" })),
  );
  if (role) {
    await t("roles get", () => c.roleAssignmentApi.getUserAssignedRole({ userId: nu.id, roleId: role.id }));
    await t("roles unassign", () => c.roleAssignmentApi.unassignRoleFromUser({ userId: nu.id, roleId: role.id }));
  }
  await t("roles assign disableNotifications", async () => {
    const r = await c.roleAssignmentApi.assignRoleToUser({
      userId: nu.id,
      assignRoleRequest: { type: "USER_ADMIN" },
      disableNotifications: true,
    });
    await c.roleAssignmentApi.unassignRoleFromUser({ userId: nu.id, roleId: r.id });
  });
  await t("roles assignees", () => c.roleAssignmentApi.listUsersWithRoleAssignments({}));
  await t("custom roles list", () => c.customRoleApi.listRoles({}));
  // apps
  const apps = await t("apps list", () => all(c.applicationApi.listApplications({ limit: 2 })));
  await t("apps list filter/q/expand", async () => {
    await all(c.applicationApi.listApplications({ filter: 'status eq "ACTIVE"' }));
    await all(c.applicationApi.listApplications({ q: apps[0].label.slice(0, 3) }));
    await all(c.applicationApi.listApplications({ expand: `user/${me.id}`, filter: `user.id eq "${me.id}"` }));
  });
  await t("apps list includeNonDeleted useOptimization", () =>
    all(c.applicationApi.listApplications({ useOptimization: true, includeNonDeleted: false, limit: 5 })),
  );
  await t("apps get", () => c.applicationApi.getApplication({ appId: apps[0].id }));
  const bm = await t("apps create bookmark", () =>
    c.applicationApi.createApplication({
      application: {
        name: "bookmark",
        label: `BM ${stamp}`,
        signOnMode: "BOOKMARK",
        settings: { app: { requestIntegration: false, url: "https://example.com/bookmark.htm" } },
      },
    }),
  );
  await t("apps create SWA auto", () =>
    c.applicationApi.createApplication({
      application: {
        label: `SWA ${stamp}`,
        signOnMode: "AUTO_LOGIN",
        settings: { signOn: { loginUrl: "https://example.com/login" } },
        visibility: { autoSubmitToolbar: false, hide: { iOS: false, web: false } },
      },
    }),
  );
  await t("apps create basic auth", () =>
    c.applicationApi.createApplication({
      application: {
        name: "template_basic_auth",
        label: `BA ${stamp}`,
        signOnMode: "BASIC_AUTH",
        settings: { app: { url: "https://example.com/login.html", authURL: "https://example.com/auth.html" } },
      },
    }),
  );
  await t("apps create secure password store", () =>
    c.applicationApi.createApplication({
      application: {
        name: "template_sps",
        label: `SPS ${stamp}`,
        signOnMode: "SECURE_PASSWORD_STORE",
        settings: { app: { url: "https://example.com/login.html", passwordField: "#p", usernameField: "#u" } },
      },
    }),
  );
  await t("apps create oidc web", () =>
    c.applicationApi.createApplication({
      application: {
        name: "oidc_client",
        label: `OIDC ${stamp}`,
        signOnMode: "OPENID_CONNECT",
        credentials: { oauthClient: { autoKeyRotation: true, token_endpoint_auth_method: "client_secret_post" } },
        settings: {
          oauthClient: {
            client_uri: "https://example.com/client",
            redirect_uris: ["https://example.com/oauth2/callback"],
            response_types: ["code"],
            grant_types: ["authorization_code", "refresh_token"],
            application_type: "web",
          },
        },
      },
    }),
  );
  await t("apps create saml", () =>
    c.applicationApi.createApplication({
      application: {
        label: `SAML ${stamp}`,
        signOnMode: "SAML_2_0",
        visibility: { autoSubmitToolbar: false, hide: { iOS: false, web: false } },
        features: [],
        settings: {
          signOn: {
            defaultRelayState: "",
            ssoAcsUrl: "https://testorgone.okta",
            // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of Okta's
            idpIssuer: "https://www.okta.com/${org.externalKey}",
            audience: "asdqwe123",
            recipient: "https://testorgone.okta",
            destination: "https://testorgone.okta",
            // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of Okta's
            subjectNameIdTemplate: "${user.userName}",
            subjectNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
            responseSigned: true,
            assertionSigned: true,
            signatureAlgorithm: "RSA_SHA256",
            digestAlgorithm: "SHA256",
            honorForceAuthn: true,
            authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
            samlSignedRequestEnabled: false,
          },
        },
      },
    }),
  );
  if (bm) {
    await t("apps replace", () =>
      c.applicationApi.replaceApplication({ appId: bm.id, application: { ...bm, label: `BM2 ${stamp}` } }),
    );
    await t("apps assign user", () =>
      c.applicationApi.assignUserToApplication({
        appId: bm.id,
        appUser: { id: nu.id, scope: "USER", credentials: { userName: login } },
      }),
    );
    await t("apps users list/get/update/unassign", async () => {
      eq((await all(c.applicationApi.listApplicationUsers({ appId: bm.id }))).length, 1);
      await all(c.applicationApi.listApplicationUsers({ appId: bm.id, expand: "user", q: "node" }));
      await c.applicationApi.getApplicationUser({ appId: bm.id, userId: nu.id });
      await c.applicationApi.updateApplicationUser({
        appId: bm.id,
        userId: nu.id,
        appUser: { credentials: { userName: "x@example.com" } },
      });
      await c.applicationApi.unassignUserFromApplication({ appId: bm.id, userId: nu.id, sendEmail: false });
    });
    await t("apps group assign/list/get/unassign", async () => {
      const gid = groups.find((x) => x.type === "OKTA_GROUP").id;
      await c.applicationApi.assignGroupToApplication({
        appId: bm.id,
        groupId: gid,
        applicationGroupAssignment: { priority: 0 },
      });
      eq((await all(c.applicationApi.listApplicationGroupAssignments({ appId: bm.id }))).length, 1);
      await c.applicationApi.getApplicationGroupAssignment({ appId: bm.id, groupId: gid });
      await c.applicationApi.unassignApplicationFromGroup({ appId: bm.id, groupId: gid });
    });
    await t("apps group assign without body", async () => {
      const gid = groups.find((x) => x.type === "OKTA_GROUP").id;
      await c.applicationApi.assignGroupToApplication({ appId: bm.id, groupId: gid });
      await c.applicationApi.unassignApplicationFromGroup({ appId: bm.id, groupId: gid });
    });
    await t("apps deactivate/activate/deactivate/delete", async () => {
      await c.applicationApi.deactivateApplication({ appId: bm.id });
      await c.applicationApi.activateApplication({ appId: bm.id });
      await fails(c.applicationApi.deleteApplication({ appId: bm.id }), 403, "E0000056");
      await c.applicationApi.deactivateApplication({ appId: bm.id });
      await c.applicationApi.deleteApplication({ appId: bm.id });
    });
  }
  await t("apps features/keys/grants/tokens", async () => {
    await all(c.applicationApi.listApplicationKeys({ appId: apps[0].id }));
  });
  // devices, zones, policies, org, logs, sessions
  const devs = await t("devices list", () => all(c.deviceApi.listDevices({ limit: 5 })));
  await t("devices list search expand", () =>
    all(c.deviceApi.listDevices({ search: 'status eq "ACTIVE" and profile.platform eq "MACOS"', expand: "user" })),
  );
  if (devs?.length) {
    const d = devs.find((x) => x.status === "ACTIVE");
    await t("devices get/users/suspend/unsuspend/deactivate/activate", async () => {
      await c.deviceApi.getDevice({ deviceId: d.id });
      await all(c.deviceApi.listDeviceUsers({ deviceId: d.id }));
      await c.deviceApi.suspendDevice({ deviceId: d.id });
      await c.deviceApi.unsuspendDevice({ deviceId: d.id });
      await c.deviceApi.deactivateDevice({ deviceId: d.id });
      await c.deviceApi.activateDevice({ deviceId: d.id });
    });
  }
  const zones = await t("zones list", () => all(c.networkZoneApi.listNetworkZones({})));
  await t("zones filter", () => all(c.networkZoneApi.listNetworkZones({ filter: 'usage eq "BLOCKLIST"', limit: 5 })));
  await t("zones get", () => c.networkZoneApi.getNetworkZone({ zoneId: zones[0].id }));
  for (const type of [
    "OKTA_SIGN_ON",
    "PASSWORD",
    "MFA_ENROLL",
    "IDP_DISCOVERY",
    "ACCESS_POLICY",
    "PROFILE_ENROLLMENT",
    "ENTITY_RISK",
    "POST_AUTH_SESSION",
  ])
    await t(`policies list ${type}`, async () => String((await all(c.policyApi.listPolicies({ type }))).length));
  await t("policies list status/expand/sort", () =>
    all(
      c.policyApi.listPolicies({ type: "OKTA_SIGN_ON", status: "ACTIVE", expand: "rules", sortBy: "name", limit: "5" }),
    ),
  );
  await t("policies get", async () => {
    const p = await all(c.policyApi.listPolicies({ type: "PASSWORD" }));
    await c.policyApi.getPolicy({ policyId: p[0].id, expand: "rules" });
  });
  await t("policies rules", async () => {
    const p = await all(c.policyApi.listPolicies({ type: "PASSWORD" }));
    await all(c.policyApi.listPolicyRules({ policyId: p[0].id }));
  });
  await t("org get", () => c.orgSettingApi.getOrgSettings());
  await t("org well-known", () => c.orgSettingApi.getWellknownOrgMetadata());
  await t("org contacts", () => all(c.orgSettingApi.getOrgContactTypes()));
  const since = new Date(Date.now() - 7 * 864e5);
  await t("logs bounded", async () =>
    String(
      (
        await all(
          c.systemLogApi.listLogEvents({ since: since.toISOString(), until: new Date().toISOString(), limit: 20 }),
          60,
        )
      ).length,
    ),
  );
  await t("logs with Date objects, which the SDK does not write as ISO 8601 400", () =>
    fails(all(c.systemLogApi.listLogEvents({ since, until: new Date(), limit: 20 }), 60), 400),
  );
  await t("logs filter q sortOrder", () =>
    all(
      c.systemLogApi.listLogEvents({
        filter: 'eventType eq "user.session.start"',
        q: "ada",
        sortOrder: "DESCENDING",
        limit: 10,
      }),
      20,
    ),
  );
  await t("logs sees the new user", async () => {
    const e = await all(
      c.systemLogApi.listLogEvents({
        filter: `eventType eq "user.lifecycle.create"`,
        since: new Date(Date.now() - 3e5).toISOString(),
        limit: 50,
      }),
      50,
    );
    if (!e.some((x) => x.target?.some((y) => y.id === nu.id))) throw new Error(`not there: ${e.length}`);
  });
  await t("sessions current needs cookie", () => c.sessionApi.getCurrentSession());
  // others: only where the org has them
  for (const [api, m, p] of [
    ["userTypeApi", "listUserTypes", {}],
    ["schemaApi", "getUserSchema", { schemaId: "default" }],
    ["schemaApi", "getGroupSchema", {}],
    ["schemaApi", "getApplicationUserSchema", { appInstanceId: apps?.[0]?.id }],
    ["eventHookApi", "listEventHooks", {}],
    ["inlineHookApi", "listInlineHooks", {}],
    ["trustedOriginApi", "listTrustedOrigins", {}],
    ["authorizationServerApi", "listAuthorizationServers", {}],
    ["customizationApi", "listBrands", {}],
    ["featureApi", "listFeatures", {}],
    ["realmApi", "listRealms", {}],
    ["realmAssignmentApi", "listRealmAssignments", {}],
    ["identityProviderApi", "listIdentityProviders", {}],
    ["authenticatorApi", "listAuthenticators", {}],
    ["behaviorApi", "listBehaviorDetectionRules", {}],
    ["deviceAssuranceApi", "listDeviceAssurancePolicies", {}],
    ["logStreamApi", "listLogStreams", {}],
    ["profileMappingApi", "listProfileMappings", {}],
    ["threatInsightApi", "getCurrentConfiguration", {}],
    ["apiTokenApi", "listApiTokens", {}],
    ["templateApi", "listSmsTemplates", {}],
    ["customDomainApi", "listCustomDomains", {}],
    ["emailDomainApi", "listEmailDomains", {}],
    ["captchaApi", "listCaptchaInstances", {}],
    ["pushProviderApi", "listPushProviders", {}],
    ["rateLimitSettingsApi", "getRateLimitSettingsAdminNotifications", {}],
    ["resourceSetApi", "listResourceSets", {}],
    ["subscriptionApi", "listUserSubscriptions", { userId: me.id }],
    ["hookKeyApi", "listHookKeys", {}],
    ["agentPoolsApi", "listAgentPools", {}],
  ])
    await t(`other ${api}.${m}`, async () => {
      const r = await c[api][m](p);
      if (r?.[Symbol.asyncIterator]) await all(r, 3);
    });
}
