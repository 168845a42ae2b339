import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { LANGUAGES } from '../../../src/core/access.ts';
import { api, statusOf } from '../api.ts';
import { client, orAbsent } from '../data.ts';
import { Mark } from '../shell/Mark.tsx';
import { LANGUAGE_NAMES, speakLanguage, useWords } from '../words.ts';
import style from './signin.module.css';

export function SignIn() {
  const { t, word, language } = useWords();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const demo = useQuery({ queryKey: ['demo'], queryFn: () => orAbsent(api.demo), staleTime: Number.POSITIVE_INFINITY, retry: false });
  const signIn = useMutation({
    mutationFn: (who: { email: string; password: string }) => api.session.signIn(who.email, who.password),
    onSuccess: (session) => client.setQueryData(['session'], session),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ email: email.trim(), password });
  };
  const wrong = signIn.isError && [400, 401, 403, 422].includes(statusOf(signIn.error));
  const trouble = !signIn.isError
    ? null
    : wrong
      ? t('signIn.wrong')
      : statusOf(signIn.error) === 429
        ? t('signIn.tooMany')
        : t('trouble.unreachableDo');

  return (
    <main className={style.page}>
      <div className={style.side}>
        <form className={style.form} onSubmit={send} aria-labelledby="sign-in">
          <div className={style.brand}>
            <Mark size={36} />
            <span>Retour</span>
          </div>
          <h1 id="sign-in">{t('signIn.title')}</h1>
          <TextInput
            label={t('signIn.email')}
            type="email"
            name="email"
            autoComplete="username"
            size="md"
            required
            withAsterisk={false}
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            name="password"
            autoComplete="current-password"
            size="md"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.show'), tabIndex: 0 }}
          />
          <p className={style.trouble} role="alert">
            {trouble}
          </p>
          <Button type="submit" variant="filled" size="md" fullWidth loading={signIn.isPending}>
            {t('signIn.go')}
          </Button>
        </form>
        {demo.data && (
          <section className={style.demo} aria-labelledby="demo-people">
            <h2 id="demo-people">{t('signIn.demo')}</h2>
            <ul>
              {demo.data.people.map((person) => (
                <li key={person.email}>
                  <button
                    type="button"
                    disabled={signIn.isPending}
                    onClick={() => signIn.mutate({ email: person.email, password: demo.data?.password ?? '' })}
                  >
                    <strong>{person.name}</strong>
                    <span>{word('role', person.role)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <SegmentedControl
          className={style.language}
          size="xs"
          value={language}
          onChange={(tag) => void speakLanguage(tag)}
          aria-label={t('shell.language')}
          data={LANGUAGES.map((tag) => ({ value: tag, label: LANGUAGE_NAMES[tag] }))}
        />
      </div>
      <aside className={style.picture} aria-hidden>
        <svg viewBox="0 0 400 400" preserveAspectRatio="xMidYMid slice" focusable="false">
          {[0, 1, 2, 3, 4, 5].map((i) => (
            <path
              key={i}
              d={`M ${160 - i * 26} ${118 - i * 22} H 250 a ${62 + i * 30} ${62 + i * 30} 0 0 1 0 ${124 + i * 60} H ${120 - i * 30}`}
            />
          ))}
        </svg>
        <p>{t('signIn.line')}</p>
      </aside>
    </main>
  );
}
