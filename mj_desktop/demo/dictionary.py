"""The words that the demo engine translates: what people draw, how it looks, and what joins it."""

from __future__ import annotations

import functools

# English | Chinese | Japanese | Korean | German | French | Spanish; commas between forms of the same word.
_ROWS = """
lighthouse | 灯塔,燈塔 | 灯台 | 등대 | leuchtturm,leuchttürme | phare,phares | faro,faros
sea | 大海,海洋,海 | 海 | 바다 | meer | mer | mar
lake | 湖泊,湖 | 湖 | 호수 | bergsee | lac | lago
river | 河流,河 | 川 | 강 | fluss | rivière,fleuve | río
mountains | 群山,山脉 | 山々 | 산맥 | berge,gebirge | montagnes | montañas
mountain | 高山,山 | 山 | 산 | berg | montagne | montaña
forest | 森林,树林 | 森 | 숲 | wald | forêt | bosque
city | 城市,都市 | 都市,街 | 도시 | stadt | ville | ciudad
desert | 沙漠 | 砂漠 | 사막 | wüste | désert | desierto
volcano | 火山 | 火山 | 화산 | vulkan | volcan | volcán
beach | 海滩,沙滩 | 浜辺 | 해변 | strand | plage | playa
sky | 天空 | 空 | 하늘 | himmel | ciel | cielo
moon | 月亮 | 月 | 달 | mond | lune | luna
stars | 星星,星空 | 星 | 별 | sterne | étoiles | estrellas
sun | 太阳 | 太陽 | 태양 | sonne | soleil | sol
aurora | 极光 | オーロラ | 오로라 | polarlicht,nordlicht | aurore | aurora
night | 夜晚,夜 | 夜 | 밤 | nacht,nachts | nuit | noche
sunset | 日落,夕阳 | 夕日,夕焼け | 일몰,노을 | sonnenuntergang | coucher de soleil | atardecer,puesta de sol
sunrise | 日出 | 日の出,朝日 | 일출 | sonnenaufgang | lever du soleil | amanecer
dusk | 黄昏 | 夕暮れ | 황혼 | abenddämmerung,dämmerung | crépuscule | crepúsculo
fog | 雾,大雾 | 霧 | 안개 | nebel | brouillard,brume | niebla
rain | 下雨,雨 | 雨 | 비 | regen | pluie | lluvia
snow | 雪 | 雪 | 눈 | schnee | neige | nieve
storm | 暴风雨,风暴 | 嵐 | 폭풍 | sturm,gewitter | tempête,orage | tormenta
clouds | 云,云朵 | 雲 | 구름 | wolken | nuages | nubes
spring | 春天 | 春 | 봄 | frühling | printemps | primavera
summer | 夏天 | 夏 | 여름 | sommer | été | verano
autumn | 秋天 | 秋 | 가을 | herbst | automne | otoño
winter | 冬天 | 冬 | 겨울 | winter | hiver | invierno
cat | 猫 | 猫 | 고양이 | katze,kater | chat | gato
dog | 狗 | 犬 | 개 | hund | chien | perro
bird | 鸟 | 鳥 | 새 | vogel | oiseau | pájaro
horse | 马 | 馬 | 말 | pferd | cheval | caballo
fox | 狐狸 | 狐,キツネ | 여우 | fuchs | renard | zorro
bear | 熊 | 熊,クマ | 곰 | bär | ours | oso
cow | 奶牛,牛 | 牛 | 젖소 | kuh,kühe | vache,vaches | vaca,vacas
sheep | 绵羊,羊 | 羊 | | schaf,schafe | mouton,moutons | oveja,ovejas
panda | 熊猫 | パンダ | 판다 | panda | panda | panda
rabbit | 兔子,兔 | 兎,うさぎ,ウサギ | 토끼 | hase,kaninchen | lapin | conejo
elephant | 大象 | 象,ゾウ | 코끼리 | elefant | éléphant | elefante
owl | 猫头鹰 | 梟,フクロウ | 부엉이,올빼미 | eule | hibou,chouette | búho
penguin | 企鹅 | ペンギン | 펭귄 | pinguin | pingouin,manchot | pingüino
butterfly | 蝴蝶 | 蝶 | 나비 | schmetterling | papillon | mariposa
deer | 鹿 | 鹿 | 사슴 | hirsch,reh | cerf | ciervo
whale | 鲸鱼,鲸 | 鯨,クジラ | 고래 | wal | baleine | ballena
dragon | 龙,龍 | 竜,ドラゴン | | drache,drachen | dragon | dragón
robot | 机器人 | ロボット | 로봇 | roboter | robot | robot
bicycle | 自行车 | 自転車 | 자전거 | fahrrad | vélo | bicicleta
bridge | 桥 | 橋 | | brücke | pont | puente
angel | 天使 | 天使 | 천사 | engel | ange | ángel
car | 汽车,车 | 車 | 자동차 | auto | voiture | coche
boat | 小船,船 | 船 | 배 | boot,schiff | bateau | barco
house | 房子,房屋 | 家 | 집 | haus | maison | casa
castle | 城堡 | 城 | 성 | schloss,burg | château | castillo
balloon | 热气球,气球 | 気球 | 열기구 | ballon,heißluftballon | montgolfière | globo
tree | 树 | 木 | 나무 | baum | arbre | árbol
flowers | 花朵,花 | 花 | 꽃 | blumen | fleurs | flores
woman | 女人 | 女性 | 여자 | frau | femme | mujer
man | 男人 | 男性 | 남자 | mann | homme | hombre
girl | 女孩 | 少女 | 소녀 | mädchen | fille | niña
boy | 男孩 | 少年 | 소년 | junge | garçon | niño
person | 人物,人 | 人 | 사람 | mensch | personne | persona
portrait | 肖像 | 肖像 | 초상화 | porträt | portrait | retrato
landscape | 风景 | 風景 | 풍경 | landschaft | paysage | paisaje
red | 红色的,红色 | 赤い | 빨간 | rot,rote,roter,rotes,roten | rouge | rojo,roja
blue | 蓝色的,蓝色 | 青い | 파란 | blau,blaue,blauer,blaues,blauen | bleu,bleue | azul
green | 绿色的,绿色 | 緑の | 초록 | grün,grüne,grüner,grünes,grünen | vert,verte | verde
golden | 金色的,金色 | 金色の | 금빛 | golden,goldene,goldener,goldenes | doré,dorée | dorado,dorada
white | 白色的,白色 | 白い | 하얀 | weiß,weiße,weißer,weißes | blanc,blanche | blanco,blanca
pure white | 洁白的,洁白 | 純白の | 순백의 | schneeweiß | |
black | 黑色的,黑色 | 黒い | 검은 | schwarz,schwarze,schwarzer,schwarzes | noir,noire | negro,negra
old | 古老的,老 | 古い | 오래된 | alt,alte,alter,altes,alten | vieux,vieille | viejo,vieja
small | 小的 | 小さな | 작은 | klein,kleine,kleiner,kleines | petit,petite | pequeño,pequeña
large | 巨大的,大的 | 大きな | 큰 | groß,große,großer,großes | grand,grande | grande
calm | 平静的,宁静的 | 静かな | 고요한 | ruhig,ruhige,ruhiger,ruhiges,ruhigen | calme | tranquilo,tranquila
beautiful | 美丽的,美丽 | 美しい | 아름다운 | schön,schöne,schöner,schönes | beau,belle | hermoso,hermosa
cute | 可爱的,可爱 | かわいい | 귀여운 | süß,süße,süßes | mignon,mignonne | lindo,linda
exquisite | 精致的,精致 | 精巧な | 정교한 | | exquis,exquise | exquisito,exquisita
flawless | 无暇,无瑕,完美无瑕 | 完璧な | 흠없는 | makellos | | impecable
a | 一只,一个,一座,一艘,一辆 | 一匹の,一つの | 한 | ein,eine,einen,einem,einer | un,une | un,una
the | | | | der,die,das,den,dem,des | le,la,les | el,los,las
and | 和,与 | | | und | et | y
in | 在 | | | in,im | dans,en | en
at | | | | bei,beim,am | au,aux | al
on | 上 | | | auf | |
over | | | | über | sur | sobre
of | | | | von | de,du,des | de,del
with | | | | mit | avec | con
"""
# Written directly after a word, these only say what part it plays in its sentence.
PARTICLES = "的了着 のとがにをはで 가이은는을를의와과에서"


@functools.cache
def unspaced() -> dict[str, str]:
    """Chinese, Japanese and Korean words -> English; of a word that several have, the first counts."""
    found: dict[str, str] = {}
    for english, languages in _table():
        for form in (form for forms in languages[:3] for form in forms):
            found.setdefault(form, english)
    return found


@functools.cache
def spaced() -> tuple[dict[str, str], ...]:
    """German, French and Spanish words, in small letters, -> English: a dictionary for each language."""
    rows = _table()
    return tuple({form: english for english, forms in rows for form in forms[number]} for number in (3, 4, 5))


def _table() -> list[tuple[str, list[list[str]]]]:
    """Each English word with its forms in each of the languages."""
    rows = ([cell.strip() for cell in row.split("|")] for row in _ROWS.strip().splitlines())
    return [(row[0], [[form for form in cell.split(",") if form] for cell in row[1:]]) for row in rows]
