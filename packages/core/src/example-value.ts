const EXAMPLE =
  /\.{3}|…|[<>{}]|\byour[-_ ]?(okta|org|domain|company|app|client|key|private)[-_ ]?(domain|id|key|url)?(?![a-z])|^x{3,}$/i;

/** Reports whether a value is the placeholder of an example, such as `0oa...`, `<client ID>`, `YOUR_CLIENT_ID` or `{clientId}`. */
export function isExample(value: string): boolean {
  return EXAMPLE.test(value);
}
