import { Archive, ArrowDown, ArrowUp, Pencil, RotateCcw } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { ActionForm } from '@/components/ui/action-form'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { offerReason, shelveReason, shiftReason, undoShelving } from '@/lib/organisation/actions'
import type { UsedReason } from '@/lib/organisation/queries'
import type { Locale } from '@/lib/platform/i18n/locale'
import { ReasonForm } from './reason-form'

type Props = { reasons: UsedReason[]; locale: Locale; archived?: boolean }

/** The reasons in their order, each with what it does and the ways to change it. */
export async function ReasonList({ reasons, locale, archived }: Props) {
  const t = await getTranslations()
  const nameOf = (reason: UsedReason) => (locale === 'ru' ? reason.nameRu : reason.nameEn)
  const columns: Column<UsedReason>[] = [
    {
      key: 'name',
      header: t('organisation.reasons.name'),
      cell: (reason) => (
        <span title={t('organisation.reasons.code', { code: reason.code })}>{nameOf(reason)}</span>
      ),
    },
    {
      key: 'outcome',
      header: t('organisation.reasons.outcome'),
      width: '13rem',
      cell: (reason) =>
        reason.outcome === 'nurture'
          ? t('organisation.reasons.toNurture', { days: reason.nurtureDays ?? 0 })
          : t('organisation.reasons.toDisqualified'),
    },
    {
      key: 'nextStep',
      header: t('organisation.reasons.nextStep'),
      from: 'lg',
      cell: (reason) => (
        <span className="block truncate">
          {(locale === 'ru' ? reason.nextStepRu : reason.nextStepEn) ?? <span className="text-muted">—</span>}
        </span>
      ),
    },
    {
      key: 'comment',
      header: t('organisation.reasons.asks'),
      width: '9rem',
      from: 'lg',
      cell: (reason) =>
        [
          reason.needsComment && t('organisation.reasons.commentNeeded'),
          reason.needsAttempts && t('organisation.reasons.attemptsNeeded'),
        ]
          .filter(Boolean)
          .join(', ') || '—',
    },
    {
      key: 'against',
      header: t('organisation.reasons.against'),
      width: '10rem',
      from: 'lg',
      cell: (reason) => (reason.countsAgainstMarketing ? t('common.yes') : t('common.no')),
    },
    {
      key: 'uses',
      header: t('organisation.reasons.uses'),
      width: '6rem',
      align: 'end',
      cell: (reason) => reason.uses,
    },
    {
      key: 'steps',
      header: <span className="sr-only">{t('common.action.edit')}</span>,
      width: '11rem',
      align: 'end',
      card: 'bare',
      cell: (reason) =>
        archived ? (
          <Restore reason={reason} />
        ) : (
          <Steps reason={reason} name={nameOf(reason)} all={reasons} />
        ),
    },
  ]
  return (
    <DataTable
      rows={reasons}
      columns={columns}
      rowKey={(reason) => reason.id}
      caption={t('organisation.reasons.caption')}
      dense={false}
    />
  )
}

async function Steps({ reason, name, all }: { reason: UsedReason; name: string; all: UsedReason[] }) {
  const t = await getTranslations()
  const place = all.indexOf(reason)
  return (
    <span className="inline-flex items-center gap-0.5">
      <Shift
        reason={reason}
        direction="up"
        label={t('organisation.reasons.up', { name })}
        off={place === 0}
      />
      <Shift
        reason={reason}
        direction="down"
        label={t('organisation.reasons.down', { name })}
        off={place === all.length - 1}
      />
      <DialogButton
        dialog={`reason-${reason.id}`}
        variant="quiet"
        size="sm"
        square
        aria-label={t('organisation.reasons.edit', { name })}
      >
        <Pencil aria-hidden="true" />
      </DialogButton>
      <ActionForm action={shelveReason} undo={undoShelving} undoLabel={t('common.action.undo')}>
        <input type="hidden" name="reasonId" value={reason.id} />
        <SubmitButton
          variant="quiet"
          size="sm"
          square
          title={t('organisation.reasons.archive')}
          aria-label={`${t('organisation.reasons.archive')}: ${name}`}
        >
          <Archive aria-hidden="true" />
        </SubmitButton>
      </ActionForm>
      <span className="text-start whitespace-normal">
        <Dialog
          id={`reason-${reason.id}`}
          title={t('organisation.reasons.edit', { name })}
          closeLabel={t('common.action.close')}
        >
          <ReasonForm reason={reason} />
        </Dialog>
      </span>
    </span>
  )
}

function Shift({
  reason,
  direction,
  label,
  off,
}: {
  reason: UsedReason
  direction: 'up' | 'down'
  label: string
  off: boolean
}) {
  return (
    <ActionForm action={shiftReason}>
      <input type="hidden" name="reasonId" value={reason.id} />
      <input type="hidden" name="direction" value={direction} />
      <SubmitButton variant="quiet" size="sm" square aria-label={label} disabled={off}>
        {direction === 'up' ? <ArrowUp aria-hidden="true" /> : <ArrowDown aria-hidden="true" />}
      </SubmitButton>
    </ActionForm>
  )
}

async function Restore({ reason }: { reason: UsedReason }) {
  const t = await getTranslations('organisation.reasons')
  return (
    <ActionForm action={offerReason}>
      <input type="hidden" name="reasonId" value={reason.id} />
      <SubmitButton variant="quiet" size="sm">
        <RotateCcw aria-hidden="true" />
        {t('restore')}
      </SubmitButton>
    </ActionForm>
  )
}
