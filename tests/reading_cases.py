"""Ordinary news questions of our own invention, with the short answer, and questions that the text does not answer."""

from __future__ import annotations

ANSWERED: list[tuple[str, str, str]] = [
    (
        "Who won the election?",
        "Voters in the northern province chose on Sunday. Marta Lindqvist won the election with 54 "
        "percent of the vote, officials said. Her rival conceded late in the evening.",
        "Marta Lindqvist",
    ),
    ("Who lost the final?", "Kenya beat Uganda 2-1 in the final in Nairobi. The crowd sang until midnight.", "Uganda"),
    (
        "Which team won the final?",
        "Rovers beat Athletic 3-0 in the final on Saturday. The cup was presented by the mayor.",
        "Rovers",
    ),
    (
        "Who scored the winning goal?",
        "Rovers came from behind on Saturday. Substitute Ian Okoro scored the winning goal in the 88th minute.",
        "Ian Okoro",
    ),
    (
        "What did the minister call the report?",
        'The inquiry blamed the ministry for the delays. Minister Paul Hargreaves called the report "a '
        'work of fiction" on Tuesday.',
        "a work of fiction",
    ),
    (
        "How much did shares fall?",
        "Shares in Delmar fell 12 percent after the company cut its forecast. The chief executive apologised.",
        "12 percent",
    ),
    (
        "How much did the company pay for the port?",
        "Delmar Shipping paid $340 million for the port of Vetra. The deal closes in June.",
        "$340 million",
    ),
    (
        "Who bought the newspaper?",
        "The Harbour Gazette was bought by the Lindholm Group on Friday for $20 million. Its 80 "
        "journalists will keep their jobs.",
        "Lindholm Group",
    ),
    (
        "When did the bridge open?",
        "The new bridge over the Tarn opened on 14 March 2019. It carries 20,000 cars a day.",
        "14 March 2019",
    ),
    (
        "Where was the summit held?",
        "Leaders of nine countries met in Geneva on Thursday. The summit was held in Geneva under tight security.",
        "Geneva",
    ),
    (
        "How many passengers were on board?",
        "The ferry sank within minutes. It had 212 passengers and 14 crew on board, the coast guard said.",
        "212",
    ),
    (
        "How many people died in the flood?",
        "The flood killed 31 people and left 400 homeless, the governor said. Rain is expected to continue.",
        "31",
    ),
    (
        "How many people were left homeless?",
        "The flood killed 31 people and left 400 homeless, the governor said.",
        "400",
    ),
    (
        "How many people are missing?",
        "Rescuers found eight bodies on Monday. Another 17 people are missing, officials said.",
        "17",
    ),
    (
        "How many workers will lose their jobs?",
        "Steelmaker Norval will close its Ebbing plant. About 1,200 workers will lose their jobs, the union said.",
        "About 1,200",
    ),
    (
        "Who is Ana Duarte?",
        "Ana Duarte, the head of the central bank, said rates would stay where they are.",
        "head of the central bank",
    ),
    ("Who resigned?", "Finance minister Olaf Brandt resigned on Monday after a row over pensions.", "Olaf Brandt"),
    (
        "Who was appointed finance minister?",
        "President Lena Moreau appointed Tomas Ruiz as finance minister on Tuesday.",
        "Tomas Ruiz",
    ),
    (
        "Who appointed Tomas Ruiz?",
        "President Lena Moreau appointed Tomas Ruiz as finance minister on Tuesday.",
        "Lena Moreau",
    ),
    (
        "Who was sentenced to ten years in prison?",
        "A court in Vetra sentenced Ivan Petrov to ten years in prison for fraud.",
        "Ivan Petrov",
    ),
    (
        "How long was Petrov sentenced to?",
        "A court in Vetra sentenced Ivan Petrov to ten years in prison for fraud.",
        "ten years",
    ),
    (
        "Who discovered the comet?",
        "The comet was discovered by Japanese astronomer Keiko Tanabe in January.",
        "Keiko Tanabe",
    ),
    ("Who led the study?", "The study of 4,000 adults was led by Dr Miriam Osei of Accra University.", "Miriam Osei"),
    (
        "How many adults took part in the study?",
        "The study followed 4,000 adults for ten years. It was led by Dr Miriam Osei.",
        "4,000",
    ),
    ("How old was the driver?", "The driver, a 34-year-old man from Leeds, was taken to hospital.", "34"),
    (
        "Which country banned the chemical?",
        "Denmark banned the chemical in 2021. Other countries have yet to decide.",
        "Denmark",
    ),
    (
        "What caused the fire?",
        "The fire in the warehouse was caused by a faulty heater, investigators said.",
        "faulty heater",
    ),
    (
        "Where did the plane crash?",
        "The light aircraft crashed near the village of Arden on Sunday, killing the pilot.",
        "Arden",
    ),
    ("When will the trial begin?", "The trial of the former mayor will begin on 3 May, the court said.", "3 May"),
    ("Who rejected the offer?", "The union rejected the offer of a 3 percent rise on Friday.", "union"),
    (
        "What percentage of voters supported the plan?",
        "In the referendum 61 percent of voters supported the plan.",
        "61 percent",
    ),
    ("Who criticised the decision?", "The decision was criticised by Amnesty International.", "Amnesty International"),
    ("Whom did the president meet?", "The president met Chancellor Greta Vogel in Berlin on Monday.", "Greta Vogel"),
    (
        "Who claimed responsibility for the bombing?",
        "A bomb exploded in the market. The Red Dawn group claimed responsibility for the bombing.",
        "Red Dawn",
    ),
    (
        "Who was blamed for the bombing?",
        "A bomb exploded in the market. Police blamed the Red Dawn group for the bombing.",
        "Red Dawn",
    ),
    ("How many people were arrested?", "Police arrested 23 people after the match. Four officers were hurt.", "23"),
    (
        "How many police officers were hurt?",
        "Police arrested 23 people after the match. Four officers were hurt.",
        "Four",
    ),
    ("Which city will host the games?", "Lisbon will host the games in 2034, the committee announced.", "Lisbon"),
    ("Who wrote the report?", "The report, written by Judge Helen Marsh, runs to 900 pages.", "Helen Marsh"),
    (
        "How much was the company fined?",
        "Regulators fined Norval 45 million euros for price fixing.",
        "45 million euros",
    ),
    ("Did the union accept the offer?", "The union did not accept the offer, its leader said.", "No"),
    ("Did the company close the plant?", "The company closed the plant in March.", "Yes"),
    (
        "What weapon was used in the attack?",
        "The attacker used a kitchen knife in the attack, police said.",
        "kitchen knife",
    ),
    ("Who was kidnapped?", "Gunmen kidnapped the engineer Paulo Mendes on Friday near the dam.", "Paulo Mendes"),
    ("Who kidnapped the engineer?", "Gunmen kidnapped the engineer Paulo Mendes on Friday near the dam.", "Gunmen"),
]

SENTENCE_ONLY: list[tuple[str, str]] = [
    (
        "Why were the schools closed?",
        "The schools were closed on Monday to save fuel for hospitals, the mayor said. Buses ran as usual.",
    ),
    ("What did the researchers find?", "The researchers found that bees avoid blue light. The study took two years."),
]

REFUSED: list[tuple[str, str]] = [
    (
        "Who claimed responsibility for the bombing?",
        "A bomb exploded in the market on Friday. Police blamed the Red Dawn group for the bombing.",
    ),
    (
        "Who claimed responsibility for the bombing?",
        "A bomb exploded in the market on Friday. No group has claimed responsibility for the bombing.",
    ),
    (
        "How many people were injured in the flood?",
        "The flood killed 31 people, the governor said. Rain is expected to continue.",
    ),
    ("How many people were charged?", "Police arrested 23 people after the match. Four officers were hurt."),
    ("Who lost the election?", "Marta Lindqvist won the election with 54 percent of the vote, officials said."),
    (
        "How much did the bridge cost?",
        "The new bridge over the Tarn opened on 14 March 2019. It carries 20,000 cars a day.",
    ),
    (
        "When was the bridge designed?",
        "The new bridge over the Tarn opened on 14 March 2019. It carries 20,000 cars a day.",
    ),
    ("Who designed the bridge?", "The new bridge over the Tarn was opened by the king on 14 March 2019."),
    (
        "What is the name of the pilot?",
        "The light aircraft crashed near the village of Arden on Sunday. The pilot was unhurt.",
    ),
    ("Who won the election in Portugal?", "Marta Lindqvist won the election in Norway with 54 percent of the vote."),
    ("How many children were killed?", "The flood killed 31 people and left 400 homeless, the governor said."),
    ("How many soldiers died?", "Two pilots died when their helicopter came down in the hills."),
    (
        "Who was convicted of the murder?",
        "Ivan Petrov was charged with the murder of his neighbour. The trial begins in May.",
    ),
    ("How much money was stolen?", "Thieves broke into the bank on Sunday and emptied dozens of boxes."),
    (
        "Where was the minister born?",
        "Minister Paul Hargreaves called the report a work of fiction in London on Tuesday.",
    ),
    ("Who paid the ransom?", "Paulo Mendes was released on Friday after two months as a hostage."),
    ("How old is the president?", "The president met Chancellor Greta Vogel in Berlin on Monday."),
    ("Which company built the tower?", "The tower was demolished by the Hagen company in 2011."),
    ("When did the president resign?", "The president denied on Monday that he would resign."),
    ("Who will replace the coach?", "Rovers sacked coach Dan Whitby on Monday after six defeats."),
    (
        "How many people live in the village?",
        "The light aircraft crashed near the village of Arden on Sunday, killing the pilot.",
    ),
    ("Who killed the mayor?", "The mayor opened the new bridge with the king on Sunday."),
]
