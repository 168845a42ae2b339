/**
 * How it went (M20): the signed link of a mail opens the page with the tapped answer, and a posted form gives it. A GET records nothing, since
 * programs that look through mails open every link; what a page may send by itself, `core/aftercare/survey.ts` says.
 */
import { SURVEY_TOPICS, SURVEY_WORDS, type SurveyPage, scoreOf } from '../../core/aftercare/answer.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { surveyPage, type SurveyView } from '../../../web/portal/pages/survey.ts';
import { paths } from '../../../web/portal/paths.ts';
import { wordsFor } from '../../../web/portal/words.ts';
import { fromOurPage } from './entering.ts';
import { readForm } from './forms.ts';
import type { PortalOptions } from './options.ts';
import { newOpenToken, readOpenToken } from './session.ts';
import { query, rest, type Showing, slug } from './showing.ts';

/** Openings and answers from one address: a family's mails, or a whole office behind one router. */
const OPENED = { max: 120, timeWindow: 600_000 };

export function surveying(
  app: FastifyInstance,
  { survey: door, secret, seller: sellerOf }: PortalOptions,
  { show, sayPlainly, tooMany, frame, languageFor, keepLanguage }: Showing,
): void {
  const opened = app.createRateLimit({ ...OPENED, keyGenerator: (request) => `survey ${request.ip}` });

  async function enter(request: FastifyRequest, reply: FastifyReply) {
    const spent = await opened(request);
    const seller = await sellerOf(slug(request));
    if (!spent.isAllowed && spent.isExceeded) return tooMany(request, reply, spent.ttlInSeconds, seller ?? undefined).then(() => null);
    const found = seller && (await door?.read(seller.slug, rest(request)));
    if (!seller || !found) return sayPlainly(request, reply, 404, 'not_found', seller ?? undefined).then(() => null);
    if (found === 'expired') return sayPlainly(request, reply, 410, 'survey_over', seller).then(() => null);
    return { seller, survey: found };
  }

  function answerWith(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    { seller, survey }: { seller: NonNullable<Awaited<ReturnType<typeof enter>>>['seller']; survey: SurveyPage },
    view: Pick<SurveyView, 'tapped' | 'said'>,
  ): FastifyReply {
    const token = rest(request);
    const path = `${paths.survey(seller.slug, token)}${view.tapped === null ? '' : `?score=${view.tapped}`}`;
    const words = wordsFor(languageFor(request, seller, { buyer: { language: survey.language } }), survey.country);
    const here = { ...frame(request, seller, undefined, { path }), words };
    return show(reply, status, surveyPage(here, survey, { token, form: newOpenToken(secret, `survey/${token}`), ...view }));
  }

  app.get('/:seller/survey/*', async (request, reply) => {
    if (keepLanguage(request, reply)) return reply;
    const inside = await enter(request, reply);
    if (!inside) return reply;
    const { score, said } = query(request);
    return answerWith(request, reply, 200, inside, { tapped: scoreOf(score), said: said === 'done' ? 'done' : null });
  });

  app.post('/:seller/survey/*', async (request, reply) => {
    const inside = await enter(request, reply);
    if (!inside) return reply;
    const { seller, survey } = inside;
    const token = rest(request);
    if (!fromOurPage(request)) return sayPlainly(request, reply, 403, 'form_old', seller);
    const form = await readForm(request);
    const nonce = readOpenToken(secret, `survey/${token}`, form.one('token'));
    if (nonce === null) return sayPlainly(request, reply, 403, 'form_old', seller);
    const score = scoreOf(form.one('score')) ?? survey.score;
    if (score === null) return answerWith(request, reply, 422, inside, { tapped: null, said: null });
    const isMore = form.one('step') === 'more';
    const typed = form.fields.get('topic') ?? [];
    const says = form.one('says').replace(/\r\n/g, '\n').trim().slice(0, SURVEY_WORDS);
    const outcome = await door!.answer(seller.slug, token, {
      nonce,
      score,
      way: form.one('by') === 'page' ? 'page' : 'tap',
      ...(isMore && { topics: SURVEY_TOPICS.filter((topic) => typed.includes(topic)), contact: form.one('contact') === 'yes', says }),
    });
    if (outcome === null || outcome === 'expired') return sayPlainly(request, reply, 404, 'not_found', seller);
    const here = paths.survey(seller.slug, token);
    // Not kept because it was kept before, or because nobody may have looked at the page: then the button stays to be tapped.
    if (outcome === 'not_kept' && survey.score === null) return reply.redirect(`${here}?score=${score}`, 303);
    return reply.redirect(isMore || outcome === 'too_late' ? `${here}?said=done` : here, 303);
  });
}
