-- Holds tokens, not words: each stands for a term and for those who may read it. No word is stemmed or split here.
CREATE VIRTUAL TABLE memory_index USING fts5(
    tokens, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
);

CREATE VIRTUAL TABLE memory_index_tokens USING fts5vocab('memory_index', 'row');
