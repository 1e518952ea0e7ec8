import { Mail, Phone } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { buttonClass } from '@/components/ui/button-class'

/** Call or write with one tap. */
export async function ContactLinks({ lead }: { lead: { phone: string | null; email: string | null } }) {
  const t = await getTranslations('handoffs')
  if (!lead.phone && !lead.email) return null
  const look = buttonClass({ size: 'md' }, 'max-w-full min-w-0 max-md:flex-1')
  return (
    <div className="flex flex-wrap gap-2">
      {lead.phone && (
        <a
          href={`tel:${lead.phone.replace(/[^\d+]/g, '')}`}
          aria-label={t('call', { phone: lead.phone })}
          className={look}
          data-hotkey="c"
        >
          <Phone aria-hidden="true" />
          <span className="figures truncate">{lead.phone}</span>
        </a>
      )}
      {lead.email && (
        <a
          href={`mailto:${encodeURIComponent(lead.email).replaceAll('%40', '@')}?subject=${encodeURIComponent(t('mailSubject'))}`}
          aria-label={t('mail', { email: lead.email })}
          className={look}
          data-hotkey="e"
        >
          <Mail aria-hidden="true" />
          <span className="truncate">{lead.email}</span>
        </a>
      )}
    </div>
  )
}
