/** The email templates that Okta has. */
export const EMAIL_TEMPLATES: readonly string[] = `
  ADForgotPassword ADForgotPasswordDenied ADSelfServiceUnlock ADUserActivation AccountUnlocked AuthenticatorEnrolled
  AuthenticatorReset ChangeEmailConfirmation EmailChallenge EmailChangeConfirmation EmailFactorVerification ForgotPassword
  ForgotPasswordDenied IGAReviewerEndNotification IGAReviewerNotification LDAPForgotPassword LDAPForgotPasswordDenied
  LDAPSelfServiceUnlock LDAPUserActivation MyAccountChangeConfirmation NewSignOnNotification OktaVerifyActivation
  PasswordChanged PasswordResetByAdmin PendingEmailChange RegistrationActivation RegistrationEmailVerification SelfServiceUnlock
  SelfServiceUnlockOnUnlockedAccount UserActivation
`
  .trim()
  .split(/\s+/);

/** The versions of the Sign-In Widget that a page can name. */
export const WIDGET_VERSIONS: readonly string[] = ["7.30", "7.29", "7.28", "7.27", "6.9", "5.16"];

/** What can be said on the sign-in page; null for Okta's own words. */
export const WIDGET_CUSTOMIZATIONS: Readonly<Record<string, unknown>> = {
  signInLabel: "Sign In",
  ...Object.fromEntries(
    `usernameLabel usernameInfoTip passwordLabel passwordInfoTip forgotPasswordLabel forgotPasswordUrl unlockAccountLabel
    unlockAccountUrl helpLabel helpUrl customLink1Label customLink1Url customLink2Label customLink2Url
    authenticatorPageCustomLinkLabel authenticatorPageCustomLinkUrl classicRecoveryFlowEmailOrUsernameLabel`
      .split(/\s+/)
      .map((name) => [name, null]),
  ),
  showPasswordVisibilityToggle: true,
  showUserIdentifier: true,
  widgetGeneration: "G3",
};

/** What Okta shows unless a page is customized. */
export const DEFAULT_PAGES: Readonly<Record<"sign-in" | "error", string>> = {
  "sign-in":
    '<!DOCTYPE html>\n<html>\n<head>\n  <title>{{pageTitle}}</title>\n  {{{SignInWidgetResources}}}\n</head>\n<body>\n  <div id="okta-login-container"></div>\n  {{{OktaUtil}}}\n</body>\n</html>\n',
  error:
    "<!DOCTYPE html>\n<html>\n<head>\n  <title>{{orgName}} - {{errorPageTitle}}</title>\n</head>\n<body>\n  <h1>{{errorSummary}}</h1>\n  <p>{{{errorDescription}}}</p>\n</body>\n</html>\n",
};
