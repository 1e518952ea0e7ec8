'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { cx } from '@/components/ui/cx'
import { isTyping } from '@/components/ui/key-of'
import { showToast } from '@/components/ui/toast-event'
import { type LiveMessage, useLive } from '@/components/ui/use-live'
import { placeOf, type QueueScope } from '@/lib/handoffs/queue-scope'
import { type Queue, QueueContext } from './queue-context'
import { QueueList } from './queue-list'
import { carrierIn, rowLink } from './queue-places'
import type { RowView } from './queue-rows'
import { useQueueKeys } from './use-queue-keys'

type BoardWords = {
  list: string
  /** "{count} new – show" */
  fresh: string
  changed: string
  taken: string
  sending: string
  goOn: string
  notOpened: string
}

type Props = {
  rows: readonly RowView[]
  /** the record that the address names, or the first */
  openId: number | undefined
  /** that record and the one after it, so that it is there the moment it is wanted */
  panes: readonly { id: number; node: ReactNode }[]
  /** the address names a record: on a phone it covers the list */
  explicit: boolean
  /** the address of the list without a record */
  listHref: string
  scope: QueueScope
  me: number
  words: BoardWords
  paging: ReactNode
  nothing: ReactNode
}

/** A mark without a hand: after this long, and with the pointer elsewhere, the row of what a colleague took goes. */
const MARKED_FOR = 1_200

/**
 * The queue in the browser: the list, the open record beside it, and the keys.
 *
 * It never waits: J shows the next record before the server has answered, and a verdict goes on to the next one while it
 * is on its way. What a colleague takes is marked in its row at once, and the row goes when the pointer is elsewhere or
 * with the next move; new ones wait behind a button at the top of the list. Nothing moves under a finger.
 */
export function QueueBoard(props: Props) {
  const { rows, openId, panes, explicit, listHref, scope, me, words, paging, nothing } = props
  const router = useRouter()
  const [aim, setAimed] = useState(openId)
  const [covering, setCovering] = useState(explicit)
  /** verdicts of mine that are on their way, and those that the list does not know yet */
  const [leaving, setLeaving] = useState<ReadonlySet<number>>(new Set())
  /** what colleagues took, and what is said of it */
  const [gone, setGone] = useState<ReadonlyMap<number, string>>(new Map())
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set())
  const [fresh, setFresh] = useState<ReadonlySet<number>>(new Set())
  const [missed, setMissed] = useState(false)

  const shownId = [aim, openId, panes[0]?.id].find((id) => panes.some((pane) => pane.id === id))
  const open = rows.filter(({ id }) => !folded.has(id))
  const takes = open.filter(({ id }) => !gone.has(id) && !leaving.has(id))

  /** What the keys and the answers of the server see: always the latest. */
  const now = useRef({ rows, takes, panes, listHref, openId, shownId, leaving, gone, scope, me })
  now.current = { rows, takes, panes, listHref, openId, shownId, leaving, gone, scope, me }
  const aimed = useRef(openId)
  /** Records that were asked for and that the server has not shown yet, in order. */
  const asked = useRef<number[]>([])
  const held = useRef<string>(undefined)
  const onList = useRef(false)
  /** How often the server has given the list. */
  const given = useRef(0)
  const sentAt = useRef(new Map<number, number>())

  const [acts] = useState(() => {
    const hrefOf = (id: number | undefined) => {
      const { listHref } = now.current
      return id === undefined ? listHref : `${listHref}${listHref.includes('?') ? '&' : '?'}open=${id}`
    }
    const aimAt = (id: number | undefined) => {
      aimed.current = id
      if (id !== undefined) asked.current.push(id)
      setAimed(id)
      // A move: what was kept in its place for the hand's sake goes.
      const { gone } = now.current
      if (gone.size > 0) setFolded(new Set([...gone.keys()].filter((one) => one !== id)))
    }
    const go = (id: number) => {
      if (id === aimed.current && asked.current.length === 0) return setCovering(true)
      held.current = undefined
      aimAt(id)
      setCovering(true)
      router.replace(hrefOf(id), { scroll: false })
    }
    /** The next that can be decided after this one, else the last before it. */
    const after = (id: number) => {
      const { rows, takes } = now.current
      const place = rows.findIndex((row) => row.id === id)
      const others = takes.filter((row) => row.id !== id)
      return (others.find((row) => rows.indexOf(row) > place) ?? others.at(-1))?.id
    }
    const move = (step: 1 | -1) => {
      const { rows, takes } = now.current
      const place = rows.findIndex(({ id }) => id === aimed.current)
      const next =
        step === 1
          ? takes.find((row) => rows.indexOf(row) > place)
          : takes.findLast((row) => place === -1 || rows.indexOf(row) < place)
      if (!next) return
      rowLink(next.id)?.focus({ preventScroll: true })
      go(next.id)
      rowLink(next.id)?.closest('li')?.scrollIntoView({ block: 'nearest' })
    }
    /** Whom the rest of the page already knows under another address: no request of its own. */
    const readdress = (id: number | undefined) => window.history.replaceState(null, '', hrefOf(id))
    return { hrefOf, aimAt, go, after, move, readdress }
  })

  const [queue] = useState<Queue>(() => ({
    send(id) {
      sentAt.current.set(id, given.current)
      const next = acts.after(id)
      now.current.leaving = new Set(now.current.leaving).add(id)
      setLeaving(now.current.leaving)
      acts.readdress(next)
      if (next !== undefined) acts.aimAt(next)
    },
    done(id) {
      // The list may have come before the answer that it came with.
      if (given.current > (sentAt.current.get(id) ?? given.current)) setLeaving((ids) => without(ids, id))
      sentAt.current.delete(id)
    },
    failed(id, message) {
      sentAt.current.delete(id)
      setLeaving((ids) => without(ids, id))
      if (aimed.current === id) return
      showToast({ message, tone: 'danger' })
      acts.readdress(id)
      acts.aimAt(id)
    },
    async undo(id, undo) {
      setLeaving((ids) => without(ids, id))
      if (window.location.pathname === '/queue') {
        acts.readdress(id)
        acts.aimAt(id)
      }
      return undo()
    },
  }))

  // A new list: what it does not hold any more is forgotten, and what it was told of it.
  useEffect(() => {
    const { openId, panes } = now.current
    given.current += 1
    if (asked.current.at(-1) === openId) asked.current = []
    const listed = new Set(rows.map(({ id }) => id))
    setLeaving((ids) => new Set([...ids].filter((id) => listed.has(id) && sentAt.current.has(id))))
    setGone(
      (ids) => new Map([...ids].filter(([id]) => listed.has(id) || panes.some((pane) => pane.id === id))),
    )
    setFolded((ids) => new Set([...ids].filter((id) => listed.has(id))))
    setFresh(new Set())
    setMissed(false)
  }, [rows])

  useEffect(() => setCovering(explicit), [explicit])

  useEffect(() => {
    const place = openId === undefined ? -1 : asked.current.indexOf(openId)
    asked.current = place === -1 ? [] : asked.current.slice(place + 1)
    // One on the way to where the presses have gone since: the aim stays.
    if (asked.current.length > 0 || aimed.current === openId) return
    aimed.current = openId
    setAimed(openId)
  }, [openId])

  // Another record is shown: its row comes into sight, what had the focus went with the other one, a held key is due.
  const shownBefore = useRef(shownId)
  useEffect(() => {
    if (shownId !== aimed.current || shownId === shownBefore.current) return
    shownBefore.current = shownId
    const key = held.current
    held.current = undefined
    if (key) {
      const carrier = carrierIn(shownId, key)
      carrier?.focus()
      carrier?.click()
      return
    }
    const row = rowLink(shownId)
    row?.closest('li')?.scrollIntoView({ block: 'nearest' })
    const focused = document.activeElement
    const lost =
      focused === document.body || focused === null || focused.closest('[data-pane][hidden]') !== null
    if (row && lost) row.focus({ preventScroll: true })
  }, [shownId])

  const [fold] = useState(() => () => {
    if (onList.current || !window.matchMedia('(hover: hover)').matches) return
    const { gone, shownId } = now.current
    const focused = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row
    setFolded(new Set([...gone.keys()].filter((id) => id !== shownId && String(id) !== focused)))
  })

  useEffect(() => {
    if (gone.size === 0) return
    const timer = setTimeout(fold, MARKED_FOR)
    return () => clearTimeout(timer)
  }, [gone, fold])

  useLive(['handoff'], (message) => hear(message))

  function hear(message: LiveMessage) {
    if (message.topic === 'resync') return setMissed(true)
    const { id, data = {} } = message
    const { rows, leaving, scope, me } = now.current
    if (leaving.has(id)) return
    const place = placeOf(data, scope, me)
    const listed = rows.some((row) => row.id === id)
    if (listed && place === 'out') {
      setGone((ids) => new Map(ids).set(id, words.taken))
      void told(id).then((news) => {
        if (news) setGone((ids) => (ids.has(id) ? new Map(ids).set(id, news.said) : ids))
      })
    } else if (listed) {
      setGone((ids) => withoutKey(ids, id))
      setFolded((ids) => without(ids, id))
    } else if (place === 'out') {
      setFresh((ids) => without(ids, id))
    } else if (scope.countsNew && data.byId !== me) {
      const add = () => setFresh((ids) => new Set(ids).add(id))
      if (place === 'in') add()
      else void told(id).then((news) => news?.offeredById === me && add())
    }
  }

  const [board] = useState(() => ({
    shownId: () => now.current.shownId,
    isOnItsWay: () => aimed.current !== now.current.shownId,
    hold: (key: string) => {
      held.current = key
    },
    uncover: () => setCovering(false),
    ...acts,
  }))
  useQueueKeys(board)

  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === 'visible' && !isTyping(document.activeElement)) router.refresh()
    }
    document.addEventListener('visibilitychange', onVisible)
    return () => document.removeEventListener('visibilitychange', onVisible)
  }, [router])

  const showNew = () => {
    setFresh(new Set())
    setMissed(false)
    router.refresh()
  }

  const offer =
    fresh.size > 0 ? words.fresh.replace('{count}', String(fresh.size)) : missed ? words.changed : null
  const empty = rows.length === 0 && panes.length === 0
  const goOn = shownId === undefined ? undefined : acts.after(shownId)
  const views = useMemo(() => panes.map(({ id, node }) => ({ id, node })), [panes])

  return (
    <QueueContext value={queue}>
      <div
        className={cx(
          'min-h-0 flex-1 gap-4',
          !empty && 'md:grid md:grid-cols-[minmax(18rem,2fr)_minmax(0,3fr)]',
        )}
      >
        <div className="flex min-h-0 flex-col">
          <div
            className={cx(
              'min-h-0 overflow-y-auto max-md:overflow-clip',
              !empty && 'rounded-lg border border-line bg-surface',
            )}
            onPointerEnter={(event) => {
              onList.current = event.pointerType === 'mouse'
            }}
            onPointerLeave={() => {
              onList.current = false
              fold()
            }}
          >
            <div role="status" className="sticky top-2 z-10 h-0 text-center">
              {offer && (
                <button
                  type="button"
                  onClick={showNew}
                  className="rounded-full border border-line-strong/60 bg-raised px-3.5 py-1 text-sm font-semibold text-accent-ink shadow-md hover:bg-hover pointer-coarse:py-2.5"
                >
                  {offer}
                </button>
              )}
            </div>
            {rows.length === 0 ? (
              nothing
            ) : (
              <div data-queue-list="">
                <QueueList
                  rows={open}
                  openId={aim}
                  gone={gone}
                  leaving={leaving}
                  hrefOf={acts.hrefOf}
                  words={words}
                />
              </div>
            )}
          </div>
          {paging}
        </div>
        <div className="contents">
          {views.map(({ id, node }) => (
            <div
              key={id}
              data-pane={id}
              hidden={id !== shownId}
              data-gone={gone.has(id) || undefined}
              aria-busy={aim !== shownId || undefined}
              className={cx(
                'group/pane flex min-h-0 flex-col bg-surface max-md:fixed max-md:inset-0 max-md:z-30 md:rounded-lg md:border md:border-line',
                id !== shownId ? 'hidden' : !covering && 'max-md:hidden',
              )}
            >
              {node}
              {gone.has(id) && (
                <p
                  role="status"
                  className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line bg-sunken px-4 py-3 md:rounded-b-lg md:px-5"
                >
                  <span className="text-body">{gone.get(id)}</span>
                  {goOn !== undefined && (
                    <button type="button" className={buttonClass({})} onClick={() => acts.go(goOn)}>
                      {words.goOn}
                    </button>
                  )}
                </p>
              )}
            </div>
          ))}
        </div>
      </div>
    </QueueContext>
  )
}

/** What became of a handoff, in words. Nothing when it cannot be asked. */
async function told(id: number): Promise<{ said: string; offeredById: number } | undefined> {
  try {
    const answer = await fetch(`/api/queue/${id}`)
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}

function without(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  return ids.has(id) ? new Set([...ids].filter((one) => one !== id)) : ids
}

function withoutKey<V>(ids: ReadonlyMap<number, V>, id: number): ReadonlyMap<number, V> {
  return ids.has(id) ? new Map([...ids].filter(([one]) => one !== id)) : ids
}
