-- Whose holder heads the department that the post belongs to: nobody signs what the head of his own department worked on,
-- where the policy says so.
alter table post add column heads_unit boolean not null default false;
