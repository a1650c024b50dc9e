"""The instructor's side: releases and grading. Students never get this folder."""
