// The floor: forwards every request, and checks nothing.
export default {
  fetch(request, env) {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(env.OKTA_ORG_URL + pathname + search, request));
  },
};
