import type { LogPlace } from "../org/log-context.ts";

/** Addresses that people sign in from. They are kept for documentation (RFC 5737), as are the numbers of their networks (RFC 5398). */
export const LOG_PLACES: readonly (readonly [ipAddress: string, place: LogPlace])[] = [
  ["192.0.2.17", place("San Francisco", "California", "United States", "94107", 37.7697, -122.3933, 64_496)],
  ["192.0.2.140", place("New York", "New York", "United States", "10118", 40.7123, -74.0068, 64_497)],
  ["198.51.100.23", place("London", "England", "United Kingdom", "EC1A", 51.5178, -0.1023, 64_498)],
  ["198.51.100.201", place("Berlin", "Land Berlin", "Germany", "10115", 52.532, 13.3922, 64_499)],
  ["203.0.113.9", place("Bengaluru", "Karnataka", "India", "560001", 12.9767, 77.5928, 64_500)],
  ["203.0.113.77", place("Sydney", "New South Wales", "Australia", "2000", -33.8715, 151.2006, 64_501)],
];

/** Browsers that people sign in with. */
export const USER_AGENTS: readonly string[] = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
];

function place(
  city: string,
  state: string,
  country: string,
  postalCode: string,
  lat: number,
  lon: number,
  asNumber: number,
): LogPlace {
  return { city, state, country, postalCode, lat, lon, asNumber, asOrg: `${city.toLowerCase()} example networks` };
}
