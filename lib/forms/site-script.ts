import { FIRST, TRACKED } from './tracking'

/** The scripts that a company puts on its own site. Both ask nothing of who does not want to be followed. */

const QUIET = `n.doNotTrack=='1'||w.doNotTrack=='1'||n.globalPrivacyControl`

/** 32 random hexadecimal digits. */
const RANDOM = `function r(){var a=new Uint8Array(16),s='';w.crypto.getRandomValues(a);a.forEach(function(b){s+=(b+256).toString(16).slice(1)});return s}`

/**
 * Reports visits, downloads and whatever a page marks with data-baton; keeps in the browser a random id and where the
 * visitor came from first. Under 2 KB.
 */
export function touchScript(): string {
  return `(function(w,d,n,l){if(${QUIET}){w.baton=function(){};return}
${RANDOM}
var u=d.currentScript.src.replace(/\\.js.*$/,''),id=r(),S,q={};
try{S=w.localStorage;id=S.baton_id=S.baton_id||id;if(!S.baton_first){new URLSearchParams(l.search).forEach(function(v,k){if(${pattern()}.test(k))q[k]=v.slice(0,500)});q.page=l.href.split(/[?#]/)[0];q.referrer=d.referrer.split(/[?#]/)[0];S.baton_first=JSON.stringify(q)}}catch(e){}
function post(b,t){fetch(u,{method:'POST',body:b,keepalive:true,credentials:'omit',headers:{'Content-Type':'text/plain'}}).then(function(a){if(a.status>499)throw a}).catch(function(){if(t)setTimeout(function(){post(b,t-1)},4000)})}
w.baton=function(k,x){post(JSON.stringify({visitor:id,id:r(),kind:k,page:l.href.split(/[?#]/)[0],label:x?(''+x).trim().slice(0,200):null}),2)};
d.addEventListener('click',function(e){var a=e.target.closest&&e.target.closest('[data-baton],a[href]'),k;if(!a)return;k=a.getAttribute('data-baton');if(k)w.baton(k,a.getAttribute('data-baton-label')||a.textContent);else if(a.hasAttribute('download')||/\\.(pdf|zip|docx?|xlsx?|pptx?|dwg|step)$/i.test(a.pathname))w.baton('download',decodeURI(a.pathname.split('/').pop()))});
w.baton('visit',d.title)})(window,document,navigator,location)
`
}

function pattern(): string {
  return `/^(${TRACKED.join('|')})$/`
}

/**
 * Puts the form in the place of its own script tag, as high as it is, with what the page knows of the visitor. Where the
 * script of touches stands on the page too, whichever of the two comes first makes the id.
 */
export function embedScript(key: string): string {
  return `(function(w,d,n,l){${RANDOM}
var s=d.currentScript,b=new URL(s.src).origin,q=new URLSearchParams(),S={},f=d.createElement('iframe'),quiet=${QUIET};
try{if(!quiet)S=w.localStorage}catch(e){}
new URLSearchParams(l.search).forEach(function(v,k){if(${pattern()}.test(k))q.set(k,v.slice(0,500))});
q.set('embed',/dark/.test(w.getComputedStyle(d.documentElement).colorScheme)?'1':'light');q.set('page',l.href.split(/[?#]/)[0]);if(d.referrer)q.set('referrer',d.referrer.split(/[?#]/)[0]);
if(s.dataset.lang)q.set('lang',s.dataset.lang);
try{if(!quiet&&!S.baton_id&&d.querySelector('script[src^="'+b+'/t/"]'))S.baton_id=r();if(S.baton_id)q.set('_visitor',S.baton_id);var o=JSON.parse(S.baton_first||'{}');for(var k in o)if(o[k])q.set('${FIRST}'+k,o[k])}catch(e){}
f.src=b+'/f/${key}?'+q;f.title=s.dataset.title||'Form';f.loading='lazy';
f.style.cssText='display:block;width:100%;border:0;height:640px;background:transparent';
w.addEventListener('message',function(e){var m=e.data;if(e.source!==f.contentWindow||e.origin!==b||!m||m.baton!=='${key}')return;
if(m.height>0)f.style.height=Math.min(m.height,5000)+'px';if(/^https?:/.test(m.redirect||''))l.assign(m.redirect)});
s.parentNode.insertBefore(f,s)})(window,document,navigator,location)
`
}
