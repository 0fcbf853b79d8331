"""The arithmetic of survey results: intervals, satisfaction, before and after, tables, small groups, sentences.

Pure functions of counts. Codes and figures go out; the only words are the sentences that `sentences` proposes.
"""
