'use client'

import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { GradeBadge } from '@/components/ui/grade-badge'
import { StatusBadge } from '@/components/ui/status-badge'
import type { LikelyDuplicate } from '@/lib/leads/queries/duplicates'

export type DuplicateWords = {
  title: string
  none: string
  searching: string
  likeness: Record<LikelyDuplicate['likeness'], string>
  use: string
  useHint: string
  look: string
  status: Record<LikelyDuplicate['status'], string>
  grade: Record<'hot' | 'warm' | 'cold', string>
}

const ASKED = { 'lead.email': 'email', 'lead.phone': 'phone', 'lead.company': 'company' } as const

/**
 * Leads that look like the one being typed in the form around. "This one" submits the form with that lead's id, so what
 * was typed is kept on it; the name opens it in another tab, so the form stays.
 */
export function Duplicates({ words }: { words: DuplicateWords }) {
  const [found, setFound] = useState<LikelyDuplicate[]>([])
  const [searching, setSearching] = useState(false)
  const box = useRef<HTMLElement>(null)

  useEffect(() => {
    const form = box.current?.closest('form')
    if (!form) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let asking: AbortController | undefined
    let last = ''
    const ask = async () => {
      const data = new FormData(form)
      const query = new URLSearchParams()
      for (const [name, parameter] of Object.entries(ASKED)) {
        const value = data.get(name)
        if (typeof value === 'string' && value.trim().length >= 3)
          query.set(parameter, value.trim().slice(0, 254))
      }
      if (query.toString() === last) return
      last = query.toString()
      asking?.abort()
      if (last === '') {
        setFound([])
        setSearching(false)
        return
      }
      asking = new AbortController()
      setSearching(true)
      try {
        const answer = await fetch(`/api/leads/duplicates?${last}`, { signal: asking.signal })
        if (answer.ok) setFound(((await answer.json()) as { data: LikelyDuplicate[] }).data)
        setSearching(false)
      } catch {
        // a newer question took over, or there is no connection: the server finds exact ones at saving anyway
        if (!asking.signal.aborted) setSearching(false)
      }
    }
    const onInput = () => {
      clearTimeout(timer)
      timer = setTimeout(ask, 200)
    }
    onInput()
    form.addEventListener('input', onInput)
    return () => {
      clearTimeout(timer)
      asking?.abort()
      form.removeEventListener('input', onInput)
    }
  }, [])

  return (
    <section ref={box} aria-labelledby="duplicates-title" aria-live="polite" className="flex flex-col gap-2">
      <h2 id="duplicates-title" className="text-sm font-medium text-muted">
        {words.title}
      </h2>
      {found.length === 0 ? (
        <p className="text-sm text-muted">{searching ? words.searching : words.none}</p>
      ) : (
        <>
          <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface">
            {found.map((lead) => (
              <li key={lead.id} className="flex items-start justify-between gap-3 px-3 py-2.5">
                <div className="min-w-0 text-sm">
                  <Link
                    href={`/leads/${lead.id}`}
                    target="_blank"
                    prefetch={false}
                    title={words.look}
                    className="text-base font-medium text-ink hover:underline"
                  >
                    {lead.displayName}
                  </Link>
                  <p className="truncate text-muted">
                    {[
                      lead.contactName === lead.displayName ? null : lead.contactName,
                      lead.email ?? lead.phone,
                    ]
                      .filter(Boolean)
                      .join(', ')}
                  </p>
                  <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
                    <span className="font-medium text-warn-ink">{words.likeness[lead.likeness]}</span>
                    <StatusBadge status={lead.status} label={words.status[lead.status]} bare />
                    {lead.grade && <GradeBadge grade={lead.grade} label={words.grade[lead.grade]} bare />}
                  </p>
                </div>
                <button
                  type="submit"
                  name="sameAs"
                  value={lead.id}
                  className={buttonClass({ size: 'sm' })}
                  aria-label={`${words.use}: ${lead.displayName}`}
                >
                  {words.use}
                </button>
              </li>
            ))}
          </ul>
          <p className="text-xs text-muted">{words.useHint}</p>
        </>
      )}
    </section>
  )
}
