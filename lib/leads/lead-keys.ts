import { companyKey, emailKey, phoneKey, websiteKey } from './identity'
import { type SearchableLead, searchText } from './search-text'

/**
 * Of which rules the keys are: to be raised with every change of them, or of what looks alike (likeness.ts), so that the keys of
 * all leads are made anew and all are compared.
 */
export const KEY_RULES = 2

/** What a lead is recognised and found by, of what was typed. */
type LeadKeys = {
  emailKey: string | null
  phoneKey: string | null
  companyKey: string | null
  websiteKey: string | null
  searchText: string
}

export function keysOfLead(
  lead: Omit<SearchableLead, 'phoneKey'> & { website?: string | null },
  defaultCountry: string,
): LeadKeys {
  const phone = phoneKey(lead.phone, defaultCountry)
  return {
    emailKey: emailKey(lead.email),
    phoneKey: phone,
    companyKey: companyKey(lead.company),
    websiteKey: websiteKey(lead.website, lead.email),
    searchText: searchText({ ...lead, phoneKey: phone }),
  }
}
