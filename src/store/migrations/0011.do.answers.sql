-- What a draft's answer is compared with (M9). Reasons and words are most of a decision: taking them out of a hundred thousand of them, each time a
-- draft was tried, cost the database three times as much as reading the facts (55 µs and 15 µs a case). It is done once, as a decision is written; those
-- that are there get theirs now.
alter table desk.decisions
  -- As text, as it travels: a generated column can't stray from the decision that it is made of.
  add column answer text not null
    generated always as ((decision - array['because', 'instructions', 'productState', 'abuse', 'policyVersion'])::text) stored;
