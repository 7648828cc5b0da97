-- An opportunity that nobody says anything else of was found.
alter table expansion_opportunities alter column stage set default 'found';
