/**
 * An API key: `ak_` and at least 41 characters of base64url, with neither before nor behind it what could make it a part of
 * something else. Of the platform's 43 random characters of base64url that are no key (tickets, refresh and CSRF tokens), one in
 * 260,000 begins with `ak_` too, with 40 characters behind it; a shorter pattern would see a key in it once in fifty runs.
 */
export const API_KEY = /(?<![\w.-])ak_[\w-]{41,}(?![\w-])/;
