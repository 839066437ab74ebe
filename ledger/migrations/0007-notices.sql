-- Letters by number: year and series, without gaps. A number is given in the transaction that claims the letter's first
-- copy, and stays with that letter for good: a letter that is called off after that is listed as void, with its number.
create table letter (
  series text not null,
  -- of Beijing time
  year int not null,
  number int not null check (number > 0),
  round_id text not null,
  issue_id text not null,
  cycle int not null,
  -- without the mark of a repeat: a letter asked for again is the same letter
  step text not null,
  kind text not null,
  -- the duty clock
  numbered_at bigint not null,
  primary key (series, year, number),
  unique (issue_id, cycle, step)
);
create index letter_round on letter (round_id);
create trigger letter_append_only before update or delete or truncate on letter
  for each statement execute function refuse_rewrite();

-- The series in which a notice is to be numbered; null where it is no letter.
alter table delivery add column letter text;
update delivery set letter = case kind
    when 'supervision-letter' then '督办函' when 'guidance-letter' then '督查指导书' when 'warning-letter' then '告诫书'
    when 'interview-notice' then '约谈通知' when 'accountability-notice' then '问责建议' when 'circular' then '通报' end
  where origin = 'ladder' and state = 'planned';

-- What a notice says where that is more than its row (a roll-up), kept by content.
alter table delivery add column content text references document (sha256);

-- Roll-ups that were made, and the time that each covers: the next one begins where the last one ended.
create table rollup (
  round_id text not null references round (id),
  kind text not null check (kind in ('week', 'month')),
  -- the day of a weekly one, the month of a monthly one
  period text not null,
  -- exclusive and inclusive, by the duty clock
  from_at bigint not null,
  to_at bigint not null,
  -- how many before it were never sent because nothing ran; it covers them
  missed int not null,
  planned_at bigint not null,
  primary key (round_id, kind, period)
);
