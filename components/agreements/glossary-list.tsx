import type { GlossaryTerms } from '@/lib/agreements/glossary'
import type { AgreementWords } from './agreement-words'

/** The words that both sides use, with what they mean. Each has an address. */
export function GlossaryList({ terms, words }: { terms: GlossaryTerms; words: AgreementWords }) {
  return (
    <dl className="divide-y divide-line">
      {terms.terms.map(({ id, word, meaning }) => (
        <div
          key={id}
          id={id}
          className="grid gap-x-6 gap-y-0.5 py-2.5 target:bg-selected md:grid-cols-[14rem_1fr] md:px-1"
        >
          <dt className="font-semibold text-ink">{words.words(word)}</dt>
          <dd className="max-w-prose text-pretty">{words.words(meaning)}</dd>
        </div>
      ))}
    </dl>
  )
}
