import { TelestreamCloud } from "flip-pili/flip";

const tc = new TelestreamCloud({
  accessKey: "my_access_key",
  secretKey: "my_secret_key",
  factoryId: "my_cloud_id",
  dangerouslyAllowBrowser: true,
});
const { signature } = tc.signedParams(
  "GET",
  "/videos.json",
  { page: 2, per_page: 20, status: "success" },
  { timestamp: "2016-10-03T09:52:01.123456+00:00" },
);

/** Whether the signature equals the expected one, which other software computed. */
export const isSignatureCorrect = signature === "1RN79sSo9Cx85X53Kk/aQ8pD0EnbrrX7hvJtajHGgOg=";
