/** Groups of the security catalogue, by the first part of a check's id, in the order of the report. */
export const groupTitles: ReadonlyMap<string, string> = new Map([
  ['AUTHN', 'Authentication'],
  ['SESS', 'Sessions'],
  ['AZF', 'Authorisation of functions'],
  ['AZO', 'Authorisation of objects'],
  ['AZP', 'Authorisation of properties'],
  ['INJ', 'Injection'],
  ['UPL', 'Uploads'],
  ['SSRF', 'Server-side requests'],
  ['RES', 'Resource consumption'],
  ['BIZ', 'Business flows'],
  ['HDR', 'Headers and browser walls'],
  ['WS', 'WebSockets'],
  ['ERR', 'Errors and exposure'],
  ['AUD', 'Audit'],
  ['PRV', 'Privacy'],
  ['CON', 'Contract'],
  ['ART', 'Secrets in artefacts'],
]);

/** Risks of the OWASP API Security Top 10 of 2023. */
export const riskTitles: ReadonlyMap<string, string> = new Map([
  ['API1', 'Broken object level authorization'],
  ['API2', 'Broken authentication'],
  ['API3', 'Broken object property level authorization'],
  ['API4', 'Unrestricted resource consumption'],
  ['API5', 'Broken function level authorization'],
  ['API6', 'Unrestricted access to sensitive business flows'],
  ['API7', 'Server side request forgery'],
  ['API8', 'Security misconfiguration'],
  ['API9', 'Improper inventory management'],
  ['API10', 'Unsafe consumption of APIs'],
]);

/** Group of a check: `AUTHN` of `AUTHN-03`. */
export function groupOf(checkId: string): string {
  return checkId.replace(/-\d+$/, '');
}
