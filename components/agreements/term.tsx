import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache, type ReactNode, useId } from 'react'
import { type GlossaryTerm, inLanguage, type TermId } from '@/lib/agreements/glossary'
import { readAgreement } from '@/lib/agreements/queries'
import type { Actor } from '@/lib/platform/actor'
import { currentActor } from '@/lib/platform/auth/session'

/** One reading of the glossary for all terms of a page. */
const glossaryInForce = cache(async (actor: Actor) => {
  const glossary = await readAgreement(actor, 'glossary', 'in-force')
  return new Map<string, GlossaryTerm>(glossary?.content.terms.map((term) => [term.id, term]))
})

/**
 * A word of the interface that opens the meaning both sides have agreed on. Where several of one word stand under each
 * other (the rows of a list) only their heading is a term. Not inside a link, a label or a summary.
 */
export async function Term({ id, children }: { id: TermId; children: ReactNode }) {
  const actor = await currentActor()
  const term = actor && (await glossaryInForce(actor)).get(id)
  if (!term) return <>{children}</>
  const [locale, t] = await Promise.all([getLocale(), getTranslations('agreements.glossary')])
  return (
    <TermPopover
      word={inLanguage(term.word, locale)}
      meaning={inLanguage(term.meaning, locale)}
      href={`/agreements/glossary#${id}`}
      more={t('open')}
    >
      {children}
    </TermPopover>
  )
}

function TermPopover({
  word,
  meaning,
  href,
  more,
  children,
}: {
  word: string
  meaning: string
  href: string
  more: string
  children: ReactNode
}) {
  const id = useId()
  const anchor = `--term-${id.replace(/\W/g, '')}`
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        style={{ anchorName: anchor } as React.CSSProperties}
        className="cursor-help rounded-sm text-start [font:inherit] [letter-spacing:inherit] text-inherit underline decoration-line-strong decoration-dotted underline-offset-4 hover:decoration-current print:no-underline"
      >
        {children}
      </button>
      <span
        id={id}
        popover="auto"
        style={{ positionAnchor: anchor } as React.CSSProperties}
        className="popover-menu max-w-80 rounded-lg border border-line bg-raised p-3 text-start text-sm font-normal whitespace-normal text-body normal-case shadow-md"
      >
        <span className="mb-0.5 block font-semibold text-ink">{word}</span>
        <span className="block">{meaning}</span>
        <Link href={href} className="mt-1.5 inline-block text-accent-ink hover:underline">
          {more}
        </Link>
      </span>
    </>
  )
}
