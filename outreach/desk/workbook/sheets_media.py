"""What the sheet of publications may say besides links: where it stood, what it is called, what was read of it."""

from outreach.desk.workbook.columns import Column

OF_PUBLICATIONS = (
    Column(
        "platform",
        "text",
        ("platform", "қайда шықты", "где вышла"),
        ("платформа", "алаң", "площадка", "where"),
        40,
    ),
    Column(
        "page",
        "text",
        ("page", "парақша немесе БАҚ", "страница или СМИ"),
        ("outlet", "channel", "парақша", "бақ", "телеарна", "страница", "сми", "телеканал", "издание"),
        200,
    ),
    Column("title", "text", ("title", "тақырыбы", "заголовок"), ("тақырып", "атауы", "название", "тема"), 300),
    Column("language", "text", ("language", "тілі", "язык"), ("тіл",), 40),
    Column("paid", "text", ("paid", "ақылы ма", "платно ли"), ("ақылы", "платно", "платная", "төлемі"), 20),
    Column("views", "count", ("views", "қаралым", "просмотры"), ("қаралым саны", "қаралымдар", "просмотров")),
    Column("likes", "count", ("likes", "лайктар", "лайки"), ("лайк", "лайк саны", "ұнату", "отметки нравится")),
    Column("reach", "count", ("reach", "қамту", "охват"), ("audience", "аудитория", "қамтылды", "охвачено")),
    Column("followers", "count", ("followers", "жазылушылар", "подписчики"), ("жазылушы", "подписчиков")),
    Column(
        "read_on",
        "date",
        ("read_on", "көрсеткіш алынған күн", "дата показателей"),
        ("read on", "алынған күні", "дата снятия показателей", "на дату"),
    ),
)
