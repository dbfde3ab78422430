/** What a mock's clients sign with. */
export interface MockCredentials {
  readonly accessKey: string;
  readonly secretKey: string;
}
