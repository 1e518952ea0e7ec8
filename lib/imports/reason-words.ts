import type { Locale } from '@/lib/platform/i18n/locale'

/** A reason of the company's list, as far as files name it. */
type NamedReason = { code: string; en: string; ru: string }

/**
 * A reason may be given by its code or by its name in either language, in any case; it is kept in words, in the language
 * asked for. Undefined for other words. Of reasons with the same name the first counts.
 */
export function reasonReader(
  reasons: readonly NamedReason[],
  locale: Locale,
): (text: string) => string | undefined {
  const called = new Map<string, string>()
  for (const names of [(one: NamedReason) => [one.code], ({ en, ru }: NamedReason) => [en, ru]])
    for (const reason of reasons)
      for (const name of names(reason)) if (!called.has(typed(name))) called.set(typed(name), reason[locale])
  return (text) => called.get(typed(text))
}

/** Two texts that differ only by case, by how accents are composed or by blanks are one. */
function typed(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
}
