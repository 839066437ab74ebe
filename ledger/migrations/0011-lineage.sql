-- What goes back to an earlier finding, found from the earlier one.
create index issue_lineage on issue using gin (lineage jsonb_path_ops) where lineage <> '[]';
create index lineage_proposal_earlier on lineage_proposal (earlier_id);

-- A round goes on by another table of days or another policy. `policy_sha256` and `days_sha256` are those that count now;
-- what it was opened with stays here (null: the same), since its history is folded from there.
alter table round add column first_policy_sha256 text references document (sha256);
alter table round add column first_days_sha256 text references document (sha256);
