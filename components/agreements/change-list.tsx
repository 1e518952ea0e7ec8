import type { Change } from '@/lib/agreements/changes'
import type { AgreementWords } from './agreement-words'

/** What changed, line by line: what stood there and what stands there now. */
export function ChangeList({ changes, words }: { changes: readonly Change[]; words: AgreementWords }) {
  return (
    <ul className="flex flex-col gap-1.5 text-base">
      {changes.map((change) => {
        const { label, from, to } = words.changed(change)
        return (
          <li key={JSON.stringify(change)} className="text-body">
            <span className="text-ink">{label}</span>
            {from !== undefined && to !== undefined && (
              <>
                {': '}
                <del className="text-muted">{from}</del>
                <span aria-hidden="true"> → </span>
                <ins className="font-medium text-ink no-underline">{to}</ins>
              </>
            )}
            {from !== undefined && to === undefined && (
              <span className="block text-sm text-muted">{words.t('changes.term_was', { from })}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
