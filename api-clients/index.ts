// What the package of the clients offers to other projects; the suite itself imports the files. Playwright stays out of it.
export { ApiClient, type ApiClientOptions } from './api-client.ts';
export { RefreshingCredential } from './auth/refreshing-credential.ts';
export { ContractViolation } from './http/contract-violation.ts';
export type { Credential, CredentialSource } from './http/credential.ts';
export { type Exchange, ExchangeLog, type ExchangeRecorder } from './http/exchange.ts';
export { type Problem, PROBLEM_STATUS } from './http/problem.ts';
export type { Result } from './http/result.ts';
export { API_BASE_PATH, type OperationRequest, type Transport } from './http/transport.ts';
export { UndiciTransport, type UndiciTransportOptions } from './http/undici-transport.ts';
