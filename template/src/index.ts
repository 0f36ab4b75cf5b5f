export { default } from "@okta-edge/worker";
