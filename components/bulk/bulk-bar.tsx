'use client'

import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { SelectionHead, SelectionSection, useSelection } from '@/components/data-table/selection'
import { buttonClass } from '@/components/ui/button-class'
import { Menu, MenuButton, MenuLine, MenuLink } from '@/components/ui/menu'

export type BulkChoice = { value: string; label: string }

/** What can be done with the chosen rows of the list of leads; each leads to a page that asks for the rest. */
export function BulkBar({
  form,
  list,
  first,
  more,
  files,
  selected,
  words,
}: {
  form: string
  /** the list's address without its place, for "all that it finds" and the way back */
  list: string
  first: readonly BulkChoice[]
  more: readonly BulkChoice[]
  files: readonly BulkChoice[]
  selected: readonly string[]
  words: Record<'label' | 'page' | 'none' | 'all' | 'more' | 'runs', string>
}) {
  const router = useRouter()
  const selection = useSelection(form)

  function go(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const submitter = (event.nativeEvent as SubmitEvent).submitter
    const data = new FormData(event.currentTarget, submitter)
    const what = String(data.get('do') ?? '')
    const ids = data.getAll('ids').join(',')
    const query = new URLSearchParams(list)
    if (files.some(({ value }) => value === what)) {
      if (!selection.all) query.set('ids', ids)
      query.set('format', what)
      window.location.assign(`/api/export/leads?${query}`)
      return
    }
    const which: Record<string, string> = selection.all ? { all: '1' } : { ids }
    router.push(`/bulk/new?${new URLSearchParams({ do: what, ...which, list })}`)
  }

  return (
    <SelectionSection selection={selection} label={words.label}>
      <form id={form} action="/bulk/new" onSubmit={go} className="flex flex-col gap-2.5">
        <input type="hidden" name="list" value={list} />
        <SelectionHead selection={selection} selected={selected} words={words} />
        <div className="flex flex-wrap items-center gap-2">
          {first.map(({ value, label }, index) => (
            <button
              key={value}
              name="do"
              value={value}
              type="submit"
              className={buttonClass({ variant: index === 0 ? 'primary' : 'secondary', size: 'sm' })}
            >
              {label}
            </button>
          ))}
          <Menu id="bulk-more" trigger={words.more} size="sm" align="top">
            {more.map(({ value, label }) => (
              <MenuButton key={value} name="do" value={value}>
                {label}
              </MenuButton>
            ))}
            {more.length > 0 && <MenuLine />}
            {files.map(({ value, label }) => (
              <MenuButton key={value} name="do" value={value}>
                {label}
              </MenuButton>
            ))}
            <MenuLine />
            <MenuLink href="/bulk" prefetch={false}>
              {words.runs}
            </MenuLink>
          </Menu>
        </div>
      </form>
    </SelectionSection>
  )
}
