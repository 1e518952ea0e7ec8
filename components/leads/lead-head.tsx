import { Undo2 } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { Term } from '@/components/agreements/term'
import { ContactLinks } from '@/components/handoffs/contact-links'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { GradeBadge } from '@/components/ui/grade-badge'
import { StatusBadge } from '@/components/ui/status-badge'
import { Time } from '@/components/ui/time'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** Where the lead stands, whose it is, and how to reach it. Its name is the heading above. */
export async function LeadHead({ lead }: { lead: LeadView }) {
  const [t, common, format] = await Promise.all([
    getTranslations('leads.record'),
    getTranslations('common'),
    pageFormat(),
  ])
  const contact = lead.contactName === lead.displayName ? null : lead.contactName
  const person = [contact, lead.jobTitle].filter(Boolean).join(', ')
  return (
    <div className="flex flex-col gap-2.5">
      {person && <p className="text-ink">{person}</p>}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <StatusBadge status={lead.status} label={common(`status.${lead.status}`)} />
        {lead.grade && (
          <Term id={lead.grade}>
            <GradeBadge grade={lead.grade} label={common(`grade.${lead.grade}`)} />
          </Term>
        )}
        {lead.timesReturned > 0 && (
          <span title={t('wentBackHint')}>
            <Badge>
              <Undo2 aria-hidden="true" />
              {t('wentBack', { count: lead.timesReturned })}
            </Badge>
          </span>
        )}
        <span className="text-sm text-muted">
          <Time value={lead.statusSince} format={format} as="relative" />
        </span>
        {(lead.owner || lead.origin === 'marketing') && (
          <Whose label={t('owner')} name={lead.owner?.name} nobody={t('nobody')} />
        )}
        {(lead.assignee || lead.origin === 'sales') && (
          <Whose label={t('assignee')} name={lead.assignee?.name} nobody={t('nobody')} />
        )}
      </div>
      <ContactLinks lead={lead} />
    </div>
  )
}

function Whose({ label, name, nobody }: { label: string; name: string | undefined; nobody: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-sm">
      <span className="text-muted">{label}</span>
      {name ? (
        <>
          <Avatar name={name} />
          <span className="text-ink">{name}</span>
        </>
      ) : (
        <span className="text-muted">{nobody}</span>
      )}
    </span>
  )
}
