import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import type { AgreementSummary } from '@/lib/agreements/queries'
import type { Validity } from '@/lib/agreements/validity'
import { addDays } from '@/lib/platform/calendar'
import type { AgreementWords } from './agreement-words'

/** When a version counts, in words. */
export function validityText(validity: Validity, { t, format }: AgreementWords): string {
  if (!('from' in validity)) return t(`validity.${validity.is}`)
  const { is, from, to } = validity
  const until = to === null ? '' : format.date(addDays(to, -1))
  if (from === null) {
    return is === 'past' ? t('validity.pastInitial', { to: until }) : t('validity.initial')
  }
  return t(`validity.${is}`, { from: format.date(from), to: until })
}

/** All versions, newest first; every one stays readable. */
export function VersionList({
  versions,
  validity,
  current,
  words,
}: {
  versions: readonly AgreementSummary[]
  validity: ReadonlyMap<number, Validity>
  current: number
  words: AgreementWords
}) {
  const { t } = words
  return (
    <ol className="-mx-2 flex flex-col">
      {versions.map(({ kind, version }) => {
        const valid = validity.get(version)
        return (
          <li key={version}>
            <Link
              href={`/agreements/${kind}/${version}`}
              aria-current={version === current ? 'page' : undefined}
              className={cx(
                'flex flex-wrap items-center gap-x-3 rounded-md px-2 py-1.5 hover:bg-hover pointer-coarse:py-2.5',
                version === current && 'bg-selected',
              )}
            >
              <span className="font-medium text-ink">{t('version', { version })}</span>
              {valid && (valid.is === 'in_force' || valid.is === 'draft') ? (
                <Badge tone={valid.is === 'in_force' ? 'success' : 'accent'}>
                  {validityText(valid, words)}
                </Badge>
              ) : (
                <span className="text-sm text-muted">{valid && validityText(valid, words)}</span>
              )}
            </Link>
          </li>
        )
      })}
    </ol>
  )
}
