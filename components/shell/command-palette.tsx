'use client'

import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { type PageStep, pageSteps } from './page-steps'
import { ranked } from './palette-rank'
import { type RecentLead, recentLeads } from './recent-leads'

export type PaletteEntry = {
  key: string
  label: string
  /** what else people call it, and its name in the other language */
  also?: readonly string[]
  group: 'pages' | 'actions'
  href?: string
  hint?: string
  opens?: 'keys'
}
export type PaletteWords = {
  title: string
  placeholder: string
  empty: string
  searching: string
  pages: string
  actions: string
  leads: string
  steps: string
  recent: string
  /** how many entries there are, with `#` for the number */
  found: { one: string; few: string; many: string; other: string }
  locale: string
}
type Found = { id: number; title: string; subtitle?: string | null; href: string }

/** What the palette offers, whatever it is. */
type Offer = {
  key: string
  label: string
  also?: readonly string[]
  href?: string
  hint?: string
  opens?: 'keys'
  run?: () => void
}

function counted({ found, locale }: PaletteWords, count: number): string {
  const form = new Intl.PluralRules(locale).select(count)
  return (form in found ? found[form as keyof typeof found] : found.other).replace('#', String(count))
}

const item =
  'flex h-9 cursor-pointer items-center gap-3 rounded-md px-3 text-base text-body data-[selected=true]:bg-hover data-[selected=true]:text-ink pointer-coarse:h-11'
const group =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted'

/** Commands, pages and leads from one field. Loaded at its first use. */
export default function CommandPalette({
  wanted,
  entries,
  words,
}: {
  /** Grows each time it is asked for. */
  wanted: number
  entries: readonly PaletteEntry[]
  words: PaletteWords
}) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const [found, setFound] = useState<Found[]>([])
  const [searching, setSearching] = useState(false)
  const [selected, setSelected] = useState('')
  const [steps, setSteps] = useState<PageStep[]>([])
  const [recent, setRecent] = useState<RecentLead[]>([])

  const opened = recent.map((lead) => ({ ...lead, key: `recent-${lead.id}`, label: lead.title }))
  const groups: { name: 'steps' | 'recent' | 'actions' | 'pages'; entries: readonly Offer[] }[] = [
    { name: 'steps', entries: steps },
    { name: 'recent', entries: opened },
    { name: 'actions', entries: entries.filter(({ group }) => group === 'actions') },
    { name: 'pages', entries: entries.filter(({ group }) => group === 'pages') },
  ]
  // The group with what fits best stands first; nothing typed, all stand as they are.
  const ordered = groups
    .map(({ name, entries: all }) => ({ name, fitting: ranked(text, all) }))
    .filter(({ fitting }) => fitting.length > 0)
    .sort((a, b) => (a.fitting[0]?.rank ?? 0) - (b.fitting[0]?.rank ?? 0))
    .map(({ name, fitting }) => ({ name, entries: fitting.map(({ entry }) => entry) }))
  const shown = new Set(ordered.flatMap((one) => one.entries.map(({ key }) => key)))
  const leads = found.filter(({ id }) => !shown.has(`recent-${id}`))
  const count = ordered.reduce((sum, one) => sum + one.entries.length, leads.length)
  // Enter takes what stands first, also when leads come in after the last key.
  const top = ordered[0]?.entries[0]?.key ?? (leads[0] ? `lead-${leads[0].id}` : '')
  useEffect(() => setSelected(top), [top])

  useEffect(() => {
    if (wanted === 0 || !dialog.current || dialog.current.open) return
    setText('')
    setFound([])
    setSteps(pageSteps())
    setRecent(recentLeads().filter(({ href }) => href !== location.pathname))
    dialog.current.showModal()
    dialog.current.querySelector('input')?.focus()
  }, [wanted])

  useEffect(() => {
    const query = text.trim()
    if (query.length < 2) {
      setFound([])
      setSearching(false)
      return
    }
    setSearching(true)
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(`/api/search?q=${encodeURIComponent(query)}`, { signal: stop.signal })
        if (answer.ok) setFound(((await answer.json()) as { data: Found[] }).data)
        setSearching(false)
      } catch {
        // a newer search took over, or there is no connection: the commands still work
        if (!stop.signal.aborted) setSearching(false)
      }
    }, 120)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [text])

  const go = (entry: Pick<Offer, 'href' | 'opens' | 'run'>) => {
    dialog.current?.close()
    entry.run?.()
    if (entry.href) router.push(entry.href)
    if (entry.opens) {
      const box = document.getElementById(entry.opens)
      if (box instanceof HTMLDialogElement) box.showModal()
    }
  }

  return (
    <dialog
      ref={dialog}
      aria-label={words.title}
      closedby="any"
      className="mt-[12dvh] w-full max-w-xl rounded-xl border border-line bg-raised p-0 shadow-lg"
    >
      <Command label={words.title} loop shouldFilter={false} value={selected} onValueChange={setSelected}>
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder={words.placeholder}
          className="h-12 w-full rounded-t-xl border-b border-line bg-transparent px-4 text-lg text-ink -outline-offset-2 focus-visible:outline-transparent"
        />
        <p role="status" className="sr-only">
          {searching ? words.searching : count === 0 ? words.empty : counted(words, count)}
        </p>
        <Command.List className="max-h-[50dvh] overflow-y-auto p-1.5">
          <Command.Empty className="px-3 py-6 text-center text-muted">
            {searching ? words.searching : words.empty}
          </Command.Empty>
          {ordered.map((one) => (
            <Command.Group key={one.name} heading={words[one.name]} className={group}>
              {one.entries.map((entry) => (
                <Command.Item key={entry.key} value={entry.key} className={item} onSelect={() => go(entry)}>
                  <span className="flex-1">{entry.label}</span>
                  {entry.hint && <span className="text-xs text-muted">{entry.hint}</span>}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
          {leads.length > 0 && (
            <Command.Group heading={words.leads} className={group}>
              {leads.map((lead) => (
                <Command.Item
                  key={lead.id}
                  value={`lead-${lead.id}`}
                  className={item}
                  onSelect={() => go(lead)}
                >
                  <span className="max-w-[65%] shrink-0 truncate font-medium text-ink">{lead.title}</span>
                  {lead.subtitle && <span className="truncate text-sm text-muted">{lead.subtitle}</span>}
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </dialog>
  )
}
