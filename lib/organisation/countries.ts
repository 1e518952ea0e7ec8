import { getCountries } from 'libphonenumber-js/min'

/** ISO 3166 alpha-2 codes of the countries whose phone numbers we can read. */
export const COUNTRIES: ReadonlySet<string> = new Set(getCountries())
