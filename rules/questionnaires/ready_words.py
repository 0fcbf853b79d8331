"""Words that need not be typed: answers of scales (the best first) and of yes/no questions, in three languages."""

from __future__ import annotations

from rules.questionnaires.definition import Words

SATISFACTION_WORDS = (
    Words("Өте қанағаттандым", "Очень доволен(льна)", "Very satisfied"),
    Words("Қанағаттандым", "Скорее доволен(льна)", "Satisfied"),
    Words("Орташа", "Средне", "Neither"),
    Words("Қанағаттанбадым", "Скорее недоволен(льна)", "Dissatisfied"),
    Words("Мүлде қанағаттанбадым", "Совсем недоволен(льна)", "Very dissatisfied"),
)
QUALITY_WORDS = (
    Words("Өте жақсы", "Очень хорошо", "Very good"),
    Words("Жақсы", "Хорошо", "Good"),
    Words("Орташа", "Средне", "Fair"),
    Words("Нашар", "Плохо", "Poor"),
    Words("Өте нашар", "Очень плохо", "Very poor"),
)
AGREEMENT_WORDS = (
    Words("Толық келісемін", "Полностью согласен(на)", "Strongly agree"),
    Words("Келісемін", "Скорее согласен(на)", "Agree"),
    Words("Келісемін де, келіспеймін де", "Отчасти согласен(на), отчасти нет", "Neither agree nor disagree"),
    Words("Келіспеймін", "Скорее не согласен(на)", "Disagree"),
    Words("Мүлде келіспеймін", "Совсем не согласен(на)", "Strongly disagree"),
)
USEFULNESS_WORDS = (
    Words("Өте пайдалы", "Очень полезно", "Very useful"),
    Words("Пайдалы", "Полезно", "Useful"),
    Words("Орташа", "Средне", "Somewhat useful"),
    Words("Пайдасы аз", "Мало полезно", "Not very useful"),
    Words("Пайдасыз", "Бесполезно", "Not useful"),
)
FREQUENCY_WORDS = (
    Words("Үнемі", "Постоянно", "Always"),
    Words("Жиі", "Часто", "Often"),
    Words("Кейде", "Иногда", "Sometimes"),
    Words("Сирек", "Редко", "Rarely"),
    Words("Ешқашан", "Никогда", "Never"),
)
YES_NO_WORDS = (Words("Иә", "Да", "Yes"), Words("Жоқ", "Нет", "No"))
UNSURE_WORDS = (*YES_NO_WORDS, Words("Жауап беруге қиналамын", "Затрудняюсь ответить", "Hard to say"))

# By the code that the builder's buttons send.
READY_SCALES = {
    "satisfaction": SATISFACTION_WORDS,
    "quality": QUALITY_WORDS,
    "agreement": AGREEMENT_WORDS,
    "usefulness": USEFULNESS_WORDS,
    "frequency": FREQUENCY_WORDS,
}
READY_CHOICES = {"yes_no": YES_NO_WORDS, "unsure": UNSURE_WORDS}

LOWEST = Words("Ең төмен баға", "Самая низкая оценка", "Lowest")
HIGHEST = Words("Ең жоғары баға", "Самая высокая оценка", "Highest")
COPY = Words(" (көшірме)", " (копия)", " (copy)")
