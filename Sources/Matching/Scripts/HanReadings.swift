// Chinese characters of personal names, in Mandarin. A name is a handful of common characters far more often than not;
// a character not listed here is passed over, and the name compares by the others.

enum HanReadings {
    static func reading(_ scalar: UInt32) -> Substring? { readings[scalar] }

    private static let readings: [UInt32: Substring] = {
        var readings: [UInt32: Substring] = [:]
        for line in table.split(separator: "\n") {
            for group in line.split(separator: ";") {
                let words = group.split(separator: " ")
                guard words.count == 2 else { continue }
                for character in words[1].unicodeScalars where readings[character.value] == nil {
                    readings[character.value] = words[0]
                }
            }
        }
        return readings
    }()

    /// "reading characters", groups separated by semicolons. General knowledge of surnames and given names; tones dropped.
    private static let table = """
        wang 王汪旺望;li 李黎力立丽利莉理礼里麗;zhang 张章长璋彰張;liu 刘柳流六劉;chen 陈晨辰臣沉陳;yang 杨阳洋扬羊楊陽;huang 黄煌皇凰黃
        zhao 赵昭兆照趙;wu 吴武伍五午吳;zhou 周洲舟州;xu 徐许旭胥须許;sun 孙荪孫;ma 马麻馬;zhu 朱竹珠祝柱铸諸诸;hu 胡虎湖护
        guo 郭国果過國;he 何贺和河鹤合賀;lin 林琳霖麟临;gao 高;luo 罗洛骆羅;zheng 郑正政征鄭;liang 梁良亮;xie 谢解謝;song 宋松颂
        tang 唐汤湯;han 韩汉寒涵韓;feng 冯峰风锋丰凤馮豐;yu 于余俞玉宇雨喻郁禹瑜育裕;dong 董东冬栋東;xiao 肖萧晓小孝笑蕭曉
        cheng 程成诚城承誠;cao 曹;yuan 袁元远圆源媛袁遠;deng 邓登鄧;fu 傅付富福符甫;shen 沈申深慎;zeng 曾增;peng 彭鹏朋鵬
        lu 卢陆鲁路露禄盧陸;su 苏素蘇;jiang 蒋江姜疆将蔣;cai 蔡才彩财;jia 贾佳嘉家加賈;ding 丁定鼎;wei 魏韦伟卫威维薇巍為韋偉衛
        xue 薛雪学学;ye 叶业葉;yan 阎严颜燕延艳岩彦閻嚴顏;pan 潘盼;du 杜独;dai 戴代;xia 夏霞;zhong 钟忠中仲鍾;tian 田天甜
        ren 任仁人;fan 范樊凡帆;fang 方房芳;shi 石史施时世士诗師;yao 姚耀瑶;tan 谭谈覃;liao 廖;zou 邹;xiong 熊雄;jin 金进锦晋
        qiu 邱秋丘;hao 郝浩昊豪;kong 孔;bai 白柏;cui 崔翠;kang 康;mao 毛茂;jun 军俊君钧軍;qin 秦琴勤钦;gu 顾古顧;hou 侯;shao 邵少
        meng 孟蒙梦;long 龙隆龍;wan 万婉;duan 段;qian 钱倩乾前;yin 尹银殷;chang 常昌畅;qi 齐祁启琪奇;wen 文温闻雯;min 敏民闽
        jie 杰洁捷介婕;jing 静晶京敬景靖菁;li 力;qiang 强;lei 雷磊蕾;ping 平萍;gang 刚钢;gui 桂贵;hua 华花化華;hui 辉慧惠会輝
        hong 红洪宏鸿弘虹;jian 建健剑坚;ling 玲凌灵令;mei 梅美媚;ming 明鸣铭;na 娜那;ning 宁甯;qing 清青庆晴卿;rong 荣容蓉融
        rui 瑞睿锐;shan 山珊善单;sheng 生胜盛圣升;shu 书淑舒树;shun 顺舜;tao 涛陶桃;ting 婷廷庭;tong 童彤同通;xiang 向祥翔湘香项
        xin 新欣鑫心信辛;xing 星兴邢行;xiu 秀修;ya 亚雅;yi 义毅易怡艺仪一依逸;ying 英颖莹应迎;yong 勇永咏;yun 云芸运;ze 泽;zhen 珍振真震镇
        zhi 志智芝之直植;zi 子紫自;zong 宗;zuo 左;bin 斌彬宾滨;bo 波博伯;chao 超朝;chun 春纯;da 大达;fei 飞菲非费;guang 光广
        guan 关冠官;hai 海;heng 恒衡;juan 娟;ke 可科柯克;kai 凯开;kun 坤昆;lan 兰蓝岚;le 乐;man 曼满;pei 佩培裴;qun 群;ru 如汝
        sen 森;si 思四斯;tai 泰;wa 娃;xi 西希喜习席;xuan 轩宣玄;biao 彪标;bing 冰兵炳;bao 宝保包;ai 艾爱;an 安;bi 毕碧;bu 卜步
        chu 楚初储;dan 丹旦;di 迪弟;e 娥;en 恩;ge 葛戈格;geng 耿耕;gong 龚宫功公;lian 连莲廉;ju 菊居巨;jue 珏;ni 倪妮;nan 南楠
        mu 穆木牧;miao 苗妙;mo 莫墨;mi 米;qu 曲屈;pu 浦普;sha 沙莎;tu 涂屠;you 尤友游;yue 岳月悦越;zang 臧;zhan 詹展占
        zhuang 庄壮;zhuo 卓;ji 季吉继纪姬;jiao 焦娇;che 车;cong 丛聪;gan 甘;huan 欢桓;huai 怀;keng 铿;kuang 邝旷;lang 郎朗;lao 劳
        lou 娄楼;ming 明;ou 区欧;qiao 乔巧;ruan 阮;shang 尚商;shuang 双霜;wo 沃;xian 贤宪先;xun 荀勋;zhai 翟
        """
}
