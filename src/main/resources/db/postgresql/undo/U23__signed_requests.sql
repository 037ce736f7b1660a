drop table signature_nonce;
