<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>stagecraft</name>
    <message>
        <source>%1 is a symbolic link to %2, which does not exist.</source>
        <translation>%1 是指向 %2 的符号链接，而 %2 不存在。</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 不存在。</translation>
    </message>
    <message>
        <source>%1 is a symbolic link that leads back to itself. Let it name a file.</source>
        <translation>%1 是指回自身的符号链接。请让它指向一个文件。</translation>
    </message>
    <message>
        <source>%1 cannot be read: permission denied. See the rights of the file and of the directories above it.</source>
        <translation>无法读取 %1：权限不足。请检查该文件及其上级目录的权限。</translation>
    </message>
    <message>
        <source>%1 is a socket, not a file.</source>
        <translation>%1 是套接字，不是文件。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 is a directory, not a file.</source>
        <translation>%1 是目录，不是文件。</translation>
    </message>
    <message>
        <source>%1 is a pipe, socket or device; only a regular file can be used.</source>
        <translation>%1 是管道、套接字或设备；只能使用普通文件。</translation>
    </message>
    <message>
        <source>%1 was not saved: it is a symbolic link that leads nowhere.</source>
        <translation>%1 未保存：它是一个没有目标的符号链接。</translation>
    </message>
    <message>
        <source>%1 was not saved: no space is left on the disk. The old file is untouched.</source>
        <translation>%1 未保存：磁盘空间不足。原文件未受影响。</translation>
    </message>
    <message>
        <source>%1 was not saved: %2. The old file is untouched.</source>
        <translation>%1 未保存：%2。原文件未受影响。</translation>
    </message>
    <message>
        <source>%1 has %2; files of more than %3 are not opened.</source>
        <translation>%1 的大小为 %2；超过 %3 的文件不会打开。</translation>
    </message>
    <message>
        <source>%1 has more than %2 and is not opened.</source>
        <translation>%1 超过 %2，不会打开。</translation>
    </message>
    <message>
        <source>%1 was not saved: the folder %2 is not there any more.</source>
        <translation>%1 未保存：文件夹 %2 已不存在。</translation>
    </message>
    <message>
        <source>%1 was not saved: another program has changed it meanwhile.</source>
        <translation>%1 未保存：其他程序在此期间修改了它。</translation>
    </message>
    <message>
        <source>The directory %1 cannot be created.</source>
        <translation>无法创建目录 %1。</translation>
    </message>
    <message>
        <source>The directory %1 cannot be made private.</source>
        <translation>无法将目录 %1 设为私有。</translation>
    </message>
    <message>
        <source>The program “%1” was not found.</source>
        <translation>找不到程序“%1”。</translation>
    </message>
    <message>
        <source>The program “%1” could not be started: %2</source>
        <translation>无法启动程序“%1”：%2</translation>
    </message>
    <message>
        <source>A pipe could not be made: %1</source>
        <translation>无法创建管道：%1</translation>
    </message>
    <message>
        <source>The Docker engine&apos;s answer makes no sense</source>
        <translation>Docker 引擎的响应无法理解</translation>
    </message>
    <message>
        <source>The Docker engine at %1 is too old: it speaks version “%2” of the API, 1.38 is the oldest that we use</source>
        <translation>%1 上的 Docker 引擎太旧：它使用 API 版本“%2”，而最低要求是 1.38</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>The Docker context “%1” does not exist or names no engine</source>
        <translation>Docker 上下文“%1”不存在，或未指定引擎</translation>
    </message>
    <message>
        <source>Docker engines over SSH (%1) are not supported; forward the socket with ssh -L and use unix://</source>
        <translation>不支持通过 SSH 连接 Docker 引擎（%1）；请用 ssh -L 转发套接字，再使用 unix://</translation>
    </message>
    <message>
        <source>“%1” is not the address of a Docker engine; expected unix:///PATH or tcp://HOST:PORT</source>
        <translation>“%1”不是 Docker 引擎的地址；应为 unix:///PATH 或 tcp://HOST:PORT</translation>
    </message>
    <message>
        <source>Cannot reach the Docker engine at %1: it wants TLS, and there are no certificates (ca.pem, cert.pem, key.pem) in %2</source>
        <translation>无法连接 %1 上的 Docker 引擎：它要求 TLS，而 %2 中没有证书（ca.pem、cert.pem、key.pem）</translation>
    </message>
    <message>
        <source>“%1” holds no RSA or EC key</source>
        <translation>“%1”中没有 RSA 或 EC 密钥</translation>
    </message>
    <message>
        <source>Cannot reach the Docker engine at %1: %2</source>
        <translation>无法连接 %1 上的 Docker 引擎：%2</translation>
    </message>
    <message>
        <source>The Docker engine sent something that is not a container&apos;s output</source>
        <translation>Docker 引擎发来的内容不是容器的输出</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>“%1” is not the name of a credential helper</source>
        <translation>“%1”不是凭据助手的名称</translation>
    </message>
    <message>
        <source>There is no place &quot;%1&quot; in this file.</source>
        <translation>此文件中没有“%1”这个位置。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a single value or a !reference; set it as a whole.</source>
        <translation>“%1”是单个值或 !reference；请整体设置。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; comes from an anchor that cannot be copied here.</source>
        <translation>“%1”来自一个无法复制到此处的锚点。</translation>
    </message>
    <message>
        <source>A path begins with a job or a keyword of the top level.</source>
        <translation>路径应以作业或顶层关键字开头。</translation>
    </message>
    <message>
        <source>There is no value to set.</source>
        <translation>没有要设置的值。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; comes from an anchor; it is not written here.</source>
        <translation>“%1”来自锚点，并未写在此处。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not written here.</source>
        <translation>“%1”并未写在此处。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a keyword and cannot be the name of a job.</source>
        <translation>“%1”是关键字，不能用作作业名称。</translation>
    </message>
    <message>
        <source>There is a job &quot;%1&quot; already.</source>
        <translation>已有名为“%1”的作业。</translation>
    </message>
    <message>
        <source>There is no job &quot;%1&quot; in this file.</source>
        <translation>此文件中没有作业“%1”。</translation>
    </message>
    <message>
        <source>The job&apos;s name comes from an anchor; rename it there.</source>
        <translation>作业名称来自锚点；请在锚点处重命名。</translation>
    </message>
    <message>
        <source>The needs of &quot;%1&quot; come from a place that cannot be copied here; write them by hand.</source>
        <translation>“%1”的依赖来自无法复制到此处的位置；请手动填写。</translation>
    </message>
    <message>
        <source>A job cannot need itself.</source>
        <translation>作业不能依赖自身。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs &quot;%2&quot; already.</source>
        <translation>“%1”已依赖“%2”。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not need &quot;%2&quot; here.</source>
        <translation>“%1”在此处并不依赖“%2”。</translation>
    </message>
    <message>
        <source>The file has a syntax error; correct it first: %1</source>
        <translation>文件有语法错误，请先更正：%1</translation>
    </message>
    <message>
        <source>The file does not hold a pipeline: its content is no map of jobs.</source>
        <translation>文件中没有流水线：其内容不是由作业组成的映射。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is missing</source>
        <translation>缺少“%1”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a list of strings</source>
        <translation>“%1”必须是字符串列表</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be true or false</source>
        <translation>“%1”必须是 true 或 false</translation>
    </message>
    <message>
        <source>&quot;path&quot; has to be a list of keys and list positions</source>
        <translation>“path”必须是由键和列表位置组成的列表</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not known here</source>
        <translation>此处不支持“%1”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a string</source>
        <translation>“%1”必须是字符串</translation>
    </message>
    <message>
        <source>&quot;op&quot; is missing</source>
        <translation>缺少“op”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no operation</source>
        <translation>没有“%1”这种操作</translation>
    </message>
    <message>
        <source>This is not JSON: %1 at byte %2</source>
        <translation>这不是 JSON：%1，位于第 %2 字节</translation>
    </message>
    <message>
        <source>The operations have to be a list</source>
        <translation>操作必须是列表</translation>
    </message>
    <message>
        <source>Operation %1</source>
        <translation>操作 %1</translation>
    </message>
    <message>
        <source>%1: it has to be an object</source>
        <translation>%1：必须是对象</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1（%2）：%3</translation>
    </message>
    <message>
        <source>A name has between 1 and 255 characters, all on one line.</source>
        <translation>名称须为 1 到 255 个字符，且在同一行。</translation>
    </message>
    <message>
        <source>The job &quot;%1&quot; is written more than once; make it one first.</source>
        <translation>作业“%1”被写了多次；请先合并为一处。</translation>
    </message>
    <message>
        <source>This value has the anchor &quot;%1&quot;, which line %2 uses: it would change there, too.</source>
        <translation>此值带有锚点“%1”，第 %2 行使用了它：那里也会随之改变。</translation>
    </message>
    <message>
        <source>It holds the anchor &quot;%1&quot;, which line %2 uses.</source>
        <translation>其中含有锚点“%1”，第 %2 行使用了它。</translation>
    </message>
    <message>
        <source>Add job %1</source>
        <translation>添加作业 %1</translation>
    </message>
    <message>
        <source>Rename job %1 to %2</source>
        <translation>将作业 %1 重命名为 %2</translation>
    </message>
    <message>
        <source>Duplicate job %1 as %2</source>
        <translation>复制作业 %1 为 %2</translation>
    </message>
    <message>
        <source>Move job %1 to stage %2</source>
        <translation>将作业 %1 移到阶段 %2</translation>
    </message>
    <message>
        <source>Move job %1</source>
        <translation>移动作业 %1</translation>
    </message>
    <message>
        <source>Delete job %1</source>
        <translation>删除作业 %1</translation>
    </message>
    <message>
        <source>Add stage %1</source>
        <translation>添加阶段 %1</translation>
    </message>
    <message>
        <source>Rename stage %1 to %2</source>
        <translation>将阶段 %1 重命名为 %2</translation>
    </message>
    <message>
        <source>Move stage %1</source>
        <translation>移动阶段 %1</translation>
    </message>
    <message>
        <source>Delete stage %1</source>
        <translation>删除阶段 %1</translation>
    </message>
    <message>
        <source>Let %1 need %2</source>
        <translation>让 %1 依赖 %2</translation>
    </message>
    <message>
        <source>Let %1 no longer need %2</source>
        <translation>让 %1 不再依赖 %2</translation>
    </message>
    <message>
        <source>Set %1</source>
        <translation>设置 %1</translation>
    </message>
    <message>
        <source>Clear %1</source>
        <translation>清除 %1</translation>
    </message>
    <message>
        <source>The stage &quot;%1&quot; is always there; it cannot be changed.</source>
        <translation>阶段“%1”始终存在，无法更改。</translation>
    </message>
    <message>
        <source>There is a stage &quot;%1&quot; already.</source>
        <translation>已有名为“%1”的阶段。</translation>
    </message>
    <message>
        <source>There is no stage &quot;%1&quot; in this file.</source>
        <translation>此文件中没有阶段“%1”。</translation>
    </message>
    <message>
        <source>The stage &quot;%1&quot; is listed more than once.</source>
        <translation>阶段“%1”被列出多次。</translation>
    </message>
    <message>
        <source>The list of stages is put together from other lists; change it by hand.</source>
        <translation>阶段列表由其他列表拼合而成；请手动更改。</translation>
    </message>
    <message>
        <source>The job &quot;%1&quot; is in the stage &quot;%2&quot;; move or delete its jobs first.</source>
        <translation>作业“%1”位于阶段“%2”；请先移动或删除其中的作业。</translation>
    </message>
    <message>
        <source>The parts of this change touch the same text; make it by hand.</source>
        <translation>此更改的各部分涉及同一段文本；请手动更改。</translation>
    </message>
    <message>
        <source>This cannot be changed without changing more: %1.</source>
        <translation>若不改动其他内容，就无法更改此处：%1。</translation>
    </message>
    <message>
        <source>This value is written over several lines in a way that cannot be changed safely.</source>
        <translation>此值分多行书写，无法安全更改。</translation>
    </message>
    <message>
        <source>Something else stands on the same line; move it by hand.</source>
        <translation>同一行还有其他内容；请手动移动。</translation>
    </message>
    <message>
        <source>Something else stands on the same line; copy it by hand.</source>
        <translation>同一行还有其他内容；请手动复制。</translation>
    </message>
    <message>
        <source>There is no value to replace.</source>
        <translation>没有可替换的值。</translation>
    </message>
    <message>
        <source>The value carries an anchor and a tag; change it by hand.</source>
        <translation>此值带有锚点和 YAML 标签；请手动更改。</translation>
    </message>
    <message>
        <source>A comment stands between the key and its value; change it by hand.</source>
        <translation>键与值之间有注释；请手动更改。</translation>
    </message>
    <message>
        <source>The value carries a tag; change it by hand.</source>
        <translation>此值带有 YAML 标签；请手动更改。</translation>
    </message>
    <message>
        <source>the result would not be valid YAML</source>
        <translation>结果将不是有效的 YAML</translation>
    </message>
    <message>
        <source>something else would change with it</source>
        <translation>其他内容会随之改变</translation>
    </message>
    <message>
        <source>Cannot write the copy of the project: %1</source>
        <translation>无法写入项目副本：%1</translation>
    </message>
    <message>
        <source>Could not remove %1. The next start tries again.</source>
        <translation>无法移除 %1。下次启动时会重试。</translation>
    </message>
    <message>
        <source>Local run: %1 in the containers is this machine&apos;s %2</source>
        <translation>本地运行：容器中的 %1 就是本机的 %2</translation>
    </message>
    <message>
        <source>The files could not be kept in %1: %2</source>
        <translation>无法将文件保留在 %1：%2</translation>
    </message>
    <message>
        <source>The program %1 is missing; Stagecraft is not installed completely.</source>
        <translation>缺少程序 %1；Stagecraft 安装不完整。</translation>
    </message>
    <message>
        <source>A socket could not be made: %1</source>
        <translation>无法创建套接字：%1</translation>
    </message>
    <message>
        <source>Local run: “%1” did not run in this pipeline, so there are none of it.</source>
        <translation>本地运行：“%1”未在此流水线中运行，因此没有它的产物。</translation>
    </message>
    <message>
        <source>Local run: the artifacts are in %1</source>
        <translation>本地运行：产物位于 %1</translation>
    </message>
    <message>
        <source>the artifacts could not be kept in %1</source>
        <translation>无法将产物保留在 %1</translation>
    </message>
    <message>
        <source>The log %1 cannot be written: %2</source>
        <translation>无法写入日志 %1：%2</translation>
    </message>
    <message>
        <source>The log is incomplete, it could not be written: %1</source>
        <translation>日志不完整，无法写入：%1</translation>
    </message>
    <message>
        <source>No space left to copy the project (at %1).</source>
        <translation>空间不足，无法复制项目（位于 %1）。</translation>
    </message>
    <message>
        <source>%1 cannot be copied: %2</source>
        <translation>无法复制 %1：%2</translation>
    </message>
    <message>
        <source>Copying the project was stopped.</source>
        <translation>已停止复制项目。</translation>
    </message>
    <message>
        <source>The run&apos;s directory %1 could not be made: %2</source>
        <translation>无法创建运行目录 %1：%2</translation>
    </message>
    <message>
        <source>The report %1 could not be written: %2</source>
        <translation>无法写入报告 %1：%2</translation>
    </message>
    <message>
        <source>The directory %1 could not be made.</source>
        <translation>无法创建目录 %1。</translation>
    </message>
    <message>
        <source>The context&apos;s “%1” does not have the expected form.</source>
        <translation>上下文中“%1”的格式不符合要求。</translation>
    </message>
    <message>
        <source>No git repository can be made in %1: %2.</source>
        <translation>无法在 %1 中创建 git 仓库：%2。</translation>
    </message>
    <message>
        <source>%1 is in no git work tree.</source>
        <translation>%1 不在任何 git 工作树中。</translation>
    </message>
    <message>
        <source>The git repository of %1 cannot be read: %2.</source>
        <translation>无法读取 %1 的 git 仓库：%2。</translation>
    </message>
    <message>
        <source>The git index of %1 cannot be read: %2.</source>
        <translation>无法读取 %1 的 git 索引：%2。</translation>
    </message>
    <message>
        <source>The git status of %1 cannot be read: %2.</source>
        <translation>无法读取 %1 的 git 状态：%2。</translation>
    </message>
    <message>
        <source>The repository has no branch or tag &quot;%1&quot;.</source>
        <translation>仓库中没有名为“%1”的分支或标签。</translation>
    </message>
    <message>
        <source>The image %1 can change from one run to the next. Name a version.</source>
        <translation>镜像 %1 在每次运行时都可能不同。请指定版本。</translation>
    </message>
    <message>
        <source>only and except are no longer developed; rules can say the same.</source>
        <translation>only 和 except 已停止开发；可改用 rules。</translation>
    </message>
    <message>
        <source>Other jobs run in merge request pipelines; this one has no rules and never does.</source>
        <translation>其他作业会在合并请求流水线中运行；此作业没有 rules，因此从不运行。</translation>
    </message>
    <message>
        <source>Without max, the job is never tried again.</source>
        <translation>没有 max，作业就不会重试。</translation>
    </message>
    <message>
        <source>A newer pipeline may cancel this deployment in the middle.</source>
        <translation>更新的流水线可能会中途取消此部署。</translation>
    </message>
    <message>
        <source>No job is in the stage “%1”.</source>
        <translation>阶段“%1”中没有作业。</translation>
    </message>
    <message>
        <source>GitLab accepts timeout in default:, but no job gets it.</source>
        <translation>GitLab 接受 default: 中的 timeout，但没有作业会采用它。</translation>
    </message>
    <message>
        <source>Put it in quotes</source>
        <translation>加上引号</translation>
    </message>
    <message>
        <source>GitLab refuses the unquoted date or time %1.</source>
        <translation>GitLab 不接受未加引号的日期或时间 %1。</translation>
    </message>
    <message>
        <source>YAML reads %1 as %2.</source>
        <translation>YAML 会把 %1 读作 %2。</translation>
    </message>
    <message>
        <source>Because of the “: ” in it, YAML reads this command as a map.</source>
        <translation>由于含有“: ”，YAML 会把此命令读作映射。</translation>
    </message>
    <message>
        <source>Put the command in quotes</source>
        <translation>给命令加上引号</translation>
    </message>
    <message>
        <source>Local run: %1 has no effect. %2</source>
        <translation>本地运行：%1 不起作用。%2</translation>
    </message>
    <message>
        <source>“%1” uses run: with steps; they are not run locally.</source>
        <translation>“%1”使用带步骤的 run:；本地不会运行。</translation>
    </message>
    <message>
        <source>The pipeline is not valid: %1 (and %2 more)</source>
        <translation>流水线无效：%1（另有 %2 处）</translation>
    </message>
    <message>
        <source>The pipeline is not valid: %1</source>
        <translation>流水线无效：%1</translation>
    </message>
    <message>
        <source>GitLab would create no pipeline: %1</source>
        <translation>GitLab 不会创建流水线：%1</translation>
    </message>
    <message>
        <source>This pipeline has no job &quot;%1&quot;.</source>
        <translation>此流水线中没有作业“%1”。</translation>
    </message>
    <message>
        <source>This is not valid TOML: %1</source>
        <translation>这不是有效的 TOML：%1</translation>
    </message>
    <message>
        <source>This config.toml is written in a way that cannot be changed automatically; edit the runner by hand.</source>
        <translation>此 config.toml 的写法无法自动更改；请手动编辑该 Runner。</translation>
    </message>
    <message>
        <source>The runner&apos;s executor is shell, which starts no services: %1 has no effect.</source>
        <translation>该 Runner 的执行器是 shell，不会启动服务：%1 不起作用。</translation>
    </message>
    <message>
        <source>The dind service needs privileged = true in %1. Without it: &quot;mount: permission denied (are you root?)&quot;.</source>
        <translation>dind 服务要求 %1 中设有 privileged = true，否则会出现：“mount: permission denied (are you root?)”。</translation>
    </message>
    <message>
        <source>Set privileged = true in %1</source>
        <translation>在 %1 中设置 privileged = true</translation>
    </message>
    <message>
        <source>%1 binds the host&apos;s Docker socket into every container, the dind service included, which then cannot make its own: &quot;can&apos;t create unix socket /var/run/docker.sock&quot;. Use one of the two.</source>
        <translation>%1 将主机的 Docker 套接字绑定到每个容器，包括 dind 服务，后者因此无法创建自己的套接字：“can&apos;t create unix socket /var/run/docker.sock”。两者只能选其一。</translation>
    </message>
    <message>
        <source>Remove the dind service</source>
        <translation>移除 dind 服务</translation>
    </message>
    <message>
        <source>The service %1 is not reachable as &quot;docker&quot;: its name comes from the image. Jobs fail with &quot;lookup docker: no such host&quot;.</source>
        <translation>服务 %1 无法以“docker”访问：它的名称取自镜像。作业会失败：“lookup docker: no such host”。</translation>
    </message>
    <message>
        <source>Add alias: docker</source>
        <translation>添加 alias: docker</translation>
    </message>
    <message>
        <source>With &quot;dockerd&quot; as first word of its command the dind image adds no hosts and no TLS settings. Give only the options.</source>
        <translation>命令以“dockerd”开头时，dind 镜像不会加入主机和 TLS 设置。请只写选项。</translation>
    </message>
    <message>
        <source>%1 gives jobs the host&apos;s Docker socket, but DOCKER_HOST sends them to %2, where nothing listens.</source>
        <translation>%1 为作业提供主机的 Docker 套接字，但 DOCKER_HOST 指向 %2，那里没有服务监听。</translation>
    </message>
    <message>
        <source>Remove DOCKER_HOST</source>
        <translation>移除 DOCKER_HOST</translation>
    </message>
    <message>
        <source>DOCKER_HOST is %1, but there is no dind service. Jobs fail with &quot;lookup docker: no such host&quot;.</source>
        <translation>DOCKER_HOST 为 %1，但没有 dind 服务。作业会失败：“lookup docker: no such host”。</translation>
    </message>
    <message>
        <source>Set DOCKER_HOST to %1</source>
        <translation>将 DOCKER_HOST 设为 %1</translation>
    </message>
    <message>
        <source>The dind service is another container: its host is &quot;docker&quot;, not localhost.</source>
        <translation>dind 服务是另一个容器：其主机名是“docker”，不是 localhost。</translation>
    </message>
    <message>
        <source>The dind service uses TLS on port 2376, because DOCKER_TLS_CERTDIR is not empty; on 2375 nothing listens: &quot;Cannot connect to the Docker daemon at tcp://docker:2375&quot;.</source>
        <translation>DOCKER_TLS_CERTDIR 不为空，因此 dind 服务在端口 2376 上使用 TLS；2375 上没有监听：“Cannot connect to the Docker daemon at tcp://docker:2375”。</translation>
    </message>
    <message>
        <source>DOCKER_TLS_CERTDIR is empty, so the dind service listens on port 2375 without TLS; on 2376 nothing listens.</source>
        <translation>DOCKER_TLS_CERTDIR 为空，因此 dind 服务在端口 2375 上监听且不用 TLS；2376 上没有监听。</translation>
    </message>
    <message>
        <source>The dind service uses TLS, but %1 does not share its certificates: add &quot;/certs/client&quot; to volumes in [runners.docker]. Without it: &quot;open /certs/client/ca.pem: no such file&quot;.</source>
        <translation>dind 服务使用 TLS，但 %1 未共享其证书：请在 [runners.docker] 的 volumes 中加入“/certs/client”，否则会出现：“open /certs/client/ca.pem: no such file”。</translation>
    </message>
    <message>
        <source>Share /certs/client in %1</source>
        <translation>在 %1 中共享 /certs/client</translation>
    </message>
    <message>
        <source>Install GitLab Runner</source>
        <translation>安装 GitLab Runner</translation>
    </message>
    <message>
        <source>The service that asks GitLab for jobs. Take it from GitLab&apos;s own package repository to have the version that fits your server.</source>
        <translation>它向 GitLab 领取作业。请从 GitLab 自己的软件源安装，以获得与服务器匹配的版本。</translation>
    </message>
    <message>
        <source>Install the Docker engine</source>
        <translation>安装 Docker 引擎</translation>
    </message>
    <message>
        <source>The runner starts a container for every job.</source>
        <translation>Runner 为每个作业启动一个容器。</translation>
    </message>
    <message>
        <source>Register the runner</source>
        <translation>注册 Runner</translation>
    </message>
    <message>
        <source>Registration tokens are deprecated and switched off by default since GitLab 17.0.</source>
        <translation>注册令牌已弃用，自 GitLab 17.0 起默认关闭。</translation>
    </message>
    <message>
        <source>Create the runner in GitLab (Settings, CI/CD, Runners), choose its tags there, and put its glrt- token here.</source>
        <translation>在 GitLab（设置、CI/CD、Runner）中创建 Runner，在那里选择标签，再将 glrt- 令牌填在此处。</translation>
    </message>
    <message>
        <source>Check that the service runs</source>
        <translation>检查服务是否运行</translation>
    </message>
    <message>
        <source>The runner reads config.toml again by itself when it changes.</source>
        <translation>config.toml 更改后，Runner 会自动重新读取。</translation>
    </message>
    <message>
        <source>Check that GitLab knows the runner</source>
        <translation>检查 GitLab 是否识别该 Runner</translation>
    </message>
    <message>
        <source>Says &quot;is valid&quot; for each runner whose token GitLab accepts.</source>
        <translation>对 GitLab 接受其令牌的每个 Runner 显示“is valid”。</translation>
    </message>
    <message>
        <source>Check the engine</source>
        <translation>检查引擎</translation>
    </message>
    <message>
        <source>Must print the server&apos;s version. If it does not, the Docker service is not running.</source>
        <translation>应输出服务器版本，否则说明 Docker 服务未运行。</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>Jobs run directly on the runner&apos;s machine as the user gitlab-runner, with the programs that are installed there, Docker included.</source>
        <translation>作业以用户 gitlab-runner 的身份直接在 Runner 的机器上运行，使用那里安装的程序，包括 Docker。</translation>
    </message>
    <message>
        <source>No isolation</source>
        <translation>没有隔离</translation>
    </message>
    <message>
        <source>Nothing separates a job from the machine or from other jobs. A script can read what other projects left behind, their checkouts and credentials included, and can leave programs running.</source>
        <translation>作业与机器及其他作业之间毫无隔离。脚本可以读取其他项目留下的内容，包括检出的代码和凭据，还能留下继续运行的程序。</translation>
    </message>
    <message>
        <source>The docker group is root</source>
        <translation>docker 组等同于 root</translation>
    </message>
    <message>
        <source>To use Docker, gitlab-runner has to be in the group docker. Everyone who may use the engine can mount the host&apos;s root folder into a container: every author of a pipeline is then as good as root on this machine.</source>
        <translation>要使用 Docker，gitlab-runner 必须加入 docker 组。凡能使用引擎者，都能把主机的根目录挂载到容器中：每个流水线作者因此都相当于这台机器的 root。</translation>
    </message>
    <message>
        <source>Jobs depend on the machine</source>
        <translation>作业依赖于机器</translation>
    </message>
    <message>
        <source>image: and services: of the pipeline have no effect. A job works only where the same tools are installed.</source>
        <translation>流水线中的 image: 和 services: 不起作用。作业只能在装有相同工具的机器上运行。</translation>
    </message>
    <message>
        <source>Install the Docker engine with its plugins</source>
        <translation>安装 Docker 引擎及其插件</translation>
    </message>
    <message>
        <source>Only for pipelines that call docker.</source>
        <translation>仅用于调用 docker 的流水线。</translation>
    </message>
    <message>
        <source>Let the runner&apos;s user use Docker</source>
        <translation>允许 Runner 的用户使用 Docker</translation>
    </message>
    <message>
        <source>Gives gitlab-runner access to the engine, which equals root on this machine.</source>
        <translation>让 gitlab-runner 能访问引擎，这等同于本机的 root 权限。</translation>
    </message>
    <message>
        <source>Restart the runner</source>
        <translation>重启 Runner</translation>
    </message>
    <message>
        <source>A process learns its groups when it starts.</source>
        <translation>进程在启动时才获知所属的组。</translation>
    </message>
    <message>
        <source>Check the access</source>
        <translation>检查访问权限</translation>
    </message>
    <message>
        <source>Must print the server&apos;s version without &quot;permission denied&quot;.</source>
        <translation>应输出服务器版本，且不出现“permission denied”。</translation>
    </message>
    <message>
        <source>Docker-in-Docker</source>
        <translation>Docker-in-Docker</translation>
    </message>
    <message>
        <source>Docker-in-Docker without TLS</source>
        <translation>不用 TLS 的 Docker-in-Docker</translation>
    </message>
    <message>
        <source>Each job gets an engine of its own in a service container, spoken to with TLS on port 2376. Images and containers of one job are invisible to others and gone afterwards.</source>
        <translation>每个作业在服务容器中有自己的引擎，通过端口 2376 以 TLS 通信。作业的镜像和容器对其他作业不可见，结束后即消失。</translation>
    </message>
    <message>
        <source>Each job gets an engine of its own in a service container, spoken to without encryption on port 2375. Images and containers of one job are invisible to others and gone afterwards.</source>
        <translation>每个作业在服务容器中有自己的引擎，通过端口 2375 通信且不加密。作业的镜像和容器对其他作业不可见，结束后即消失。</translation>
    </message>
    <message>
        <source>Privileged containers</source>
        <translation>特权容器</translation>
    </message>
    <message>
        <source>privileged = true switches off the walls of a container: jobs see the host&apos;s devices and may change its kernel settings. Every author of a pipeline can become root on the runner&apos;s machine. Use a machine that has nothing else to lose, and let only trusted projects use the runner.</source>
        <translation>privileged = true 会拆除容器的隔离：作业可以看到主机的设备，并可能更改其内核设置。每个流水线作者都能成为 Runner 机器的 root。请使用一台没有其他重要内容的机器，并且只允许受信任的项目使用该 Runner。</translation>
    </message>
    <message>
        <source>Every job starts empty</source>
        <translation>每个作业都从零开始</translation>
    </message>
    <message>
        <source>The job&apos;s engine has no images. Each job downloads what it uses, which is slow and can hit the limits of a registry; a registry mirror helps.</source>
        <translation>作业的引擎中没有镜像。每个作业都要下载所需镜像，速度慢，还可能触及镜像仓库的限额；可使用镜像仓库的镜像站。</translation>
    </message>
    <message>
        <source>A safer way</source>
        <translation>更安全的方式</translation>
    </message>
    <message>
        <source>Rootless: a docker:…-dind-rootless service, services_privileged = true, and allowed_privileged_services with just that image. The job&apos;s own container then stays unprivileged.</source>
        <translation>无 root 模式：使用 docker:…-dind-rootless 服务，设置 services_privileged = true，并让 allowed_privileged_services 只含该镜像。作业自身的容器就无需特权。</translation>
    </message>
    <message>
        <source>No encryption, no password</source>
        <translation>没有加密，没有密码</translation>
    </message>
    <message>
        <source>Every container that reaches port 2375 controls the engine. Acceptable only because each job has a network of its own (FF_NETWORK_PER_BUILD).</source>
        <translation>凡能访问端口 2375 的容器都能控制引擎。只因每个作业都有自己的网络（FF_NETWORK_PER_BUILD）才可接受。</translation>
    </message>
    <message>
        <source>Check that privileged containers work</source>
        <translation>检查特权容器能否运行</translation>
    </message>
    <message>
        <source>Fails where the machine itself is a restricted container.</source>
        <translation>如果机器本身就是受限容器，则会失败。</translation>
    </message>
    <message>
        <source>Give the service a health check on the right port</source>
        <translation>为服务在正确的端口上设置健康检查</translation>
    </message>
    <message>
        <source>Only if logs warn that the service &quot;probably didn&apos;t start properly&quot;: set this variable on the dind service in .gitlab-ci.yml.</source>
        <translation>仅当日志警告服务“probably didn&apos;t start properly”时：请在 .gitlab-ci.yml 的 dind 服务上设置此变量。</translation>
    </message>
    <message>
        <source>Docker socket</source>
        <translation>Docker 套接字</translation>
    </message>
    <message>
        <source>Jobs talk to the machine&apos;s own engine through its socket. Fast, because images stay; containers that a job starts are neighbours of the job, not inside it.</source>
        <translation>作业通过套接字使用机器自身的引擎。镜像会保留，因此很快；作业启动的容器与作业并列，而不在其中。</translation>
    </message>
    <message>
        <source>The socket is root</source>
        <translation>套接字等同于 root</translation>
    </message>
    <message>
        <source>Whoever can use the socket can start a container that mounts the host&apos;s root folder. Every author of a pipeline is then root on the runner&apos;s machine: the same power as privileged, without the word.</source>
        <translation>凡能使用套接字者，都能启动挂载主机根目录的容器。每个流水线作者因此都是 Runner 机器的 root：与 privileged 权力相同，只是没有明说。</translation>
    </message>
    <message>
        <source>Jobs share one engine</source>
        <translation>作业共用一个引擎</translation>
    </message>
    <message>
        <source>Names and ports of containers collide between jobs that run at once, and a job can stop or read the containers of others, the runner&apos;s own included.</source>
        <translation>同时运行的作业之间，容器的名称和端口会冲突；作业还能停止或读取其他容器，包括 Runner 自己的容器。</translation>
    </message>
    <message>
        <source>Nothing is cleaned up</source>
        <translation>不会自动清理</translation>
    </message>
    <message>
        <source>Containers, images and volumes that a job makes stay on the machine until somebody removes them.</source>
        <translation>作业创建的容器、镜像和卷会留在机器上，直到有人移除。</translation>
    </message>
    <message>
        <source>Paths are the host&apos;s</source>
        <translation>路径属于主机</translation>
    </message>
    <message>
        <source>docker run -v /path means a path on the host, where the job&apos;s checkout is not; such folders turn up empty.</source>
        <translation>docker run -v /path 指的是主机上的路径，作业检出的代码不在那里；这样的文件夹会是空的。</translation>
    </message>
    <message>
        <source>Needed when the runner does not run as root. Membership in docker equals root on this machine.</source>
        <translation>Runner 不以 root 运行时需要。加入 docker 组等同于本机的 root 权限。</translation>
    </message>
    <message>
        <source>Check the socket</source>
        <translation>检查套接字</translation>
    </message>
    <message>
        <source>It must exist before the first job, else Docker makes a folder of that name.</source>
        <translation>它必须在第一个作业之前存在，否则 Docker 会创建同名文件夹。</translation>
    </message>
    <message>
        <source>Clean up regularly</source>
        <translation>定期清理</translation>
    </message>
    <message>
        <source>Removes what jobs left behind and nobody uses; put it into a timer.</source>
        <translation>移除作业留下且无人使用的内容；请设为定时任务。</translation>
    </message>
    <message>
        <source>The default image %1 stays. Jobs that call docker need an image with a Docker client, such as %2.</source>
        <translation>默认镜像 %1 保留不变。调用 docker 的作业需要带 Docker 客户端的镜像，例如 %2。</translation>
    </message>
    <message>
        <source>The job %1 has a dind service of its own; it stays.</source>
        <translation>作业 %1 有自己的 dind 服务，保留不变。</translation>
    </message>
    <message>
        <source>The job %1 has services of its own, without dind; docker does not work in it.</source>
        <translation>作业 %1 有自己的服务，但没有 dind；其中无法使用 docker。</translation>
    </message>
    <message>
        <source>The job %1 sets %2 for another mode; it stays.</source>
        <translation>作业 %1 为另一种模式设置了 %2，保留不变。</translation>
    </message>
    <message>
        <source>The variable %1 has a value of its own (&quot;%2&quot;) and stays.</source>
        <translation>变量 %1 有自己的值（“%2”），保留不变。</translation>
    </message>
    <message>
        <source>This config.toml has no [[runners]] entry.</source>
        <translation>此 config.toml 中没有 [[runners]] 条目。</translation>
    </message>
    <message>
        <source>The runner in this config.toml names no executor.</source>
        <translation>此 config.toml 中的 Runner 未指定执行器。</translation>
    </message>
    <message>
        <source>Executor &quot;%1&quot; cannot be run here; shell and docker can.</source>
        <translation>执行器“%1”无法在此运行；可用 shell 和 docker。</translation>
    </message>
    <message>
        <source>GitLab ignores everything from here on: the document has ended above.</source>
        <translation>GitLab 会忽略此处之后的全部内容：文档已在上方结束。</translation>
    </message>
    <message>
        <source>Because of the byte order mark in front of it, GitLab sees only the first key of this file.</source>
        <translation>由于开头有字节顺序标记，GitLab 只能看到此文件的第一个键。</translation>
    </message>
    <message>
        <source>Remove the byte order mark</source>
        <translation>移除字节顺序标记</translation>
    </message>
    <message>
        <source>GitLab&apos;s YAML parser reads line %1 differently. Edit the text; the picture is read-only.</source>
        <translation>GitLab 的 YAML 解析器对第 %1 行的理解不同。请编辑文本；图形为只读。</translation>
    </message>
    <message>
        <source>starts another pipeline</source>
        <translation>启动另一条流水线</translation>
    </message>
    <message>
        <source>Move %1 jobs</source>
        <translation>移动 %1 个作业</translation>
    </message>
    <message>
        <source>Move job %1 to %2</source>
        <translation>将作业 %1 移到 %2</translation>
    </message>
    <message>
        <source>Make %1 need %2</source>
        <translation>使 %1 依赖 %2</translation>
    </message>
    <message>
        <source>started by hand</source>
        <translation>手动启动</translation>
    </message>
    <message>
        <source>starts after a delay</source>
        <translation>延迟启动</translation>
    </message>
    <message>
        <source>runs when an earlier job failed</source>
        <translation>在前面的作业失败时运行</translation>
    </message>
    <message>
        <source>runs always</source>
        <translation>总是运行</translation>
    </message>
    <message>
        <source>Not in the pipeline for the chosen ref and event</source>
        <translation>不在所选引用和事件的流水线中</translation>
    </message>
    <message>
        <source>Written in %1</source>
        <translation>写在 %1 中</translation>
    </message>
    <message>
        <source>Add a job to %1</source>
        <translation>向 %1 添加作业</translation>
    </message>
    <message>
        <source>Drop a job here</source>
        <translation>将作业拖放到此处</translation>
    </message>
    <message>
        <source>Add a stage</source>
        <translation>添加阶段</translation>
    </message>
    <message>
        <source>%1 needs %2</source>
        <translation>%1 依赖 %2</translation>
    </message>
    <message>
        <source>Basics</source>
        <translation>基础</translation>
    </message>
    <message>
        <source>Docker</source>
        <translation>Docker</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>Shell job</source>
        <translation>Shell 作业</translation>
    </message>
    <message>
        <source>A few commands</source>
        <translation>几条命令</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>Compiles, keeps the result</source>
        <translation>编译并保留结果</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Tests with a JUnit report</source>
        <translation>测试并生成 JUnit 报告</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>From the default branch</source>
        <translation>从默认分支部署</translation>
    </message>
    <message>
        <source>Docker build and push</source>
        <translation>Docker 构建并推送</translation>
    </message>
    <message>
        <source>With Docker-in-Docker</source>
        <translation>使用 Docker-in-Docker</translation>
    </message>
    <message>
        <source>Job in an image</source>
        <translation>镜像中的作业</translation>
    </message>
    <message>
        <source>Commands in a container</source>
        <translation>在容器中执行命令</translation>
    </message>
    <message>
        <source>Job with a database</source>
        <translation>带数据库的作业</translation>
    </message>
    <message>
        <source>PostgreSQL beside the job</source>
        <translation>作业旁的 PostgreSQL</translation>
    </message>
    <message>
        <source>Manual step</source>
        <translation>手动步骤</translation>
    </message>
    <message>
        <source>Waits for you to press play</source>
        <translation>等待您点击播放</translation>
    </message>
    <message>
        <source>Parallel job</source>
        <translation>并行作业</translation>
    </message>
    <message>
        <source>Several copies at once</source>
        <translation>同时运行多个副本</translation>
    </message>
    <message>
        <source>Clean-up</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Always runs at the end</source>
        <translation>总在最后运行</translation>
    </message>
    <message>
        <source>Open repository…</source>
        <translation>打开仓库…</translation>
    </message>
    <message>
        <source>Open a folder with a .gitlab-ci.yml</source>
        <translation>打开含有 .gitlab-ci.yml 的文件夹</translation>
    </message>
    <message>
        <source>New pipeline from a starter…</source>
        <translation>从入门模板新建流水线…</translation>
    </message>
    <message>
        <source>Start the pipeline of this repository from a small, working example</source>
        <translation>用一个可运行的小示例开始此仓库的流水线</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Write .gitlab-ci.yml and config.toml</source>
        <translation>写入 .gitlab-ci.yml 和 config.toml</translation>
    </message>
    <message>
        <source>Reload from disk</source>
        <translation>从磁盘重新加载</translation>
    </message>
    <message>
        <source>Read both files again; undo brings your text back</source>
        <translation>重新读取两个文件；可用撤销找回您的文本</translation>
    </message>
    <message>
        <source>Close repository</source>
        <translation>关闭仓库</translation>
    </message>
    <message>
        <source>Go back to the start page</source>
        <translation>返回起始页</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Leave Stagecraft</source>
        <translation>退出 Stagecraft</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take the last change back, wherever it was made</source>
        <translation>撤销上一次更改，无论在何处所做</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Do again what was undone</source>
        <translation>重做已撤销的更改</translation>
    </message>
    <message>
        <source>Find in text</source>
        <translation>在文本中查找</translation>
    </message>
    <message>
        <source>Search in the text on screen</source>
        <translation>搜索屏幕上的文本</translation>
    </message>
    <message>
        <source>Add job</source>
        <translation>添加作业</translation>
    </message>
    <message>
        <source>Add a job to the selected stage</source>
        <translation>向所选阶段添加作业</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Rename the selected job and everything that refers to it</source>
        <translation>重命名所选作业及其所有引用</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Copy the selected jobs</source>
        <translation>复制所选作业</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Remove the selected jobs or the selected need</source>
        <translation>移除所选作业或所选依赖</translation>
    </message>
    <message>
        <source>Show in text</source>
        <translation>在文本中显示</translation>
    </message>
    <message>
        <source>Jump to the job in .gitlab-ci.yml</source>
        <translation>跳转到 .gitlab-ci.yml 中的该作业</translation>
    </message>
    <message>
        <source>Add stage</source>
        <translation>添加阶段</translation>
    </message>
    <message>
        <source>Add a stage at the end</source>
        <translation>在末尾添加阶段</translation>
    </message>
    <message>
        <source>Run pipeline</source>
        <translation>运行流水线</translation>
    </message>
    <message>
        <source>Run the whole pipeline on this machine</source>
        <translation>在本机运行整条流水线</translation>
    </message>
    <message>
        <source>Run selected jobs</source>
        <translation>运行所选作业</translation>
    </message>
    <message>
        <source>Run only the selected jobs</source>
        <translation>只运行所选作业</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel the run and remove what it made</source>
        <translation>取消运行并移除其创建的内容</translation>
    </message>
    <message>
        <source>Runner mode…</source>
        <translation>Runner 模式…</translation>
    </message>
    <message>
        <source>Choose how jobs use Docker, and see what changes in both files</source>
        <translation>选择作业使用 Docker 的方式，并查看两个文件的变化</translation>
    </message>
    <message>
        <source>Go to anything…</source>
        <translation>转到任意位置…</translation>
    </message>
    <message>
        <source>Find a command or a job by typing a few letters</source>
        <translation>输入几个字母即可查找命令或作业</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>流水线</translation>
    </message>
    <message>
        <source>Show the pipeline as a picture</source>
        <translation>以图形显示流水线</translation>
    </message>
    <message>
        <source>Pipeline text</source>
        <translation>流水线文本</translation>
    </message>
    <message>
        <source>Show .gitlab-ci.yml</source>
        <translation>显示 .gitlab-ci.yml</translation>
    </message>
    <message>
        <source>Runner configuration</source>
        <translation>Runner 配置</translation>
    </message>
    <message>
        <source>Show config.toml</source>
        <translation>显示 config.toml</translation>
    </message>
    <message>
        <source>Split view</source>
        <translation>拆分视图</translation>
    </message>
    <message>
        <source>Picture and text side by side</source>
        <translation>图形与文本并排显示</translation>
    </message>
    <message>
        <source>Blocks and outline</source>
        <translation>模块和大纲</translation>
    </message>
    <message>
        <source>Show or hide the left panel</source>
        <translation>显示或隐藏左侧面板</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Show or hide the right panel</source>
        <translation>显示或隐藏右侧面板</translation>
    </message>
    <message>
        <source>Run, log and problems</source>
        <translation>运行、日志和问题</translation>
    </message>
    <message>
        <source>Show or hide the bottom panel</source>
        <translation>显示或隐藏底部面板</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Larger cards</source>
        <translation>放大卡片</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Smaller cards</source>
        <translation>缩小卡片</translation>
    </message>
    <message>
        <source>Fit pipeline</source>
        <translation>适合流水线</translation>
    </message>
    <message>
        <source>Show the whole pipeline</source>
        <translation>显示整条流水线</translation>
    </message>
    <message>
        <source>Theme: follow the system</source>
        <translation>主题：跟随系统</translation>
    </message>
    <message>
        <source>Light or dark, as the desktop says</source>
        <translation>浅色或深色，与桌面一致</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色配色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色配色</translation>
    </message>
    <message>
        <source>Theme: high contrast</source>
        <translation>主题：高对比度</translation>
    </message>
    <message>
        <source>Strongest contrast</source>
        <translation>最强对比度</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Put every panel back to its first place</source>
        <translation>将所有面板恢复到初始位置</translation>
    </message>
    <message>
        <source>config.toml, line %1: %2</source>
        <translation>config.toml，第 %1 行：%2</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>正在排队</translation>
    </message>
    <message>
        <source>Waiting for a free slot</source>
        <translation>等待空闲位置</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>已通过</translation>
    </message>
    <message>
        <source>Failed, which is allowed</source>
        <translation>失败（允许）</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Waits for you to start it</source>
        <translation>等待您启动</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>退出码 %1</translation>
    </message>
    <message>
        <source>its script failed</source>
        <translation>脚本失败</translation>
    </message>
    <message>
        <source>it took longer than its timeout</source>
        <translation>超出时限</translation>
    </message>
    <message>
        <source>an image could not be pulled</source>
        <translation>无法拉取镜像</translation>
    </message>
    <message>
        <source>what it needs is not there</source>
        <translation>缺少所需内容</translation>
    </message>
    <message>
        <source>the runner could not carry it out</source>
        <translation>Runner 无法执行</translation>
    </message>
    <message>
        <source>Start Docker (or Podman&apos;s socket), check DOCKER_HOST and that you may use the socket, then run again. Shell mode needs no engine.</source>
        <translation>请启动 Docker（或 Podman 的套接字），检查 DOCKER_HOST 以及您是否有权使用该套接字，然后重新运行。Shell 模式不需要引擎。</translation>
    </message>
    <message>
        <source>Check the image&apos;s name and tag, the network, and docker login for private registries.</source>
        <translation>请检查镜像的名称和标签、网络，以及私有镜像仓库的 docker login。</translation>
    </message>
    <message>
        <source>Jobs run on the runner&apos;s machine itself, with its tools.</source>
        <translation>作业直接在 Runner 的机器上运行，使用那里的工具。</translation>
    </message>
    <message>
        <source>Each job has a Docker engine of its own, in a privileged service.</source>
        <translation>每个作业在特权服务中有自己的 Docker 引擎。</translation>
    </message>
    <message>
        <source>Jobs share the Docker engine of the machine. Fast, images stay.</source>
        <translation>作业共用机器的 Docker 引擎。速度快，镜像会保留。</translation>
    </message>
    <message>
        <source>There is no &quot;%1&quot;.</source>
        <translation>没有“%1”。</translation>
    </message>
    <message>
        <source>%1 cannot be made.</source>
        <translation>无法创建 %1。</translation>
    </message>
    <message>
        <source>Docker image (Docker-in-Docker)</source>
        <translation>Docker 镜像（Docker-in-Docker）</translation>
    </message>
    <message>
        <source>Builds an image with a layer cache, pushes it, and tests inside it</source>
        <translation>利用层缓存构建镜像，推送并在其中测试</translation>
    </message>
    <message>
        <source>Docker image (host socket)</source>
        <translation>Docker 镜像（主机套接字）</translation>
    </message>
    <message>
        <source>Builds with the engine of the runner&apos;s host; fast, for trusted projects</source>
        <translation>用 Runner 主机的引擎构建；快，适合可信项目</translation>
    </message>
    <message>
        <source>Build, test, release, deploy</source>
        <translation>构建、测试、发布、部署</translation>
    </message>
    <message>
        <source>A service from commit to production, through the project&apos;s registry</source>
        <translation>服务从提交到生产环境，经由项目的镜像仓库</translation>
    </message>
    <message>
        <source>Shell runner</source>
        <translation>Shell Runner</translation>
    </message>
    <message>
        <source>Make targets on the runner&apos;s own machine, without containers</source>
        <translation>在 Runner 自身的机器上执行 Make 目标，不用容器</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Node</translation>
    </message>
    <message>
        <source>Lint, test with coverage and build with npm</source>
        <translation>用 npm 检查、测试（含覆盖率）并构建</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Ruff, mypy and pytest on several versions, then a package</source>
        <translation>在多个版本上运行 Ruff、mypy 和 pytest，然后打包</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>Vet, race-checked tests and binaries for six platforms</source>
        <translation>vet 检查、竞态测试，并为六个平台构建二进制文件</translation>
    </message>
    <message>
        <source>Rust</source>
        <translation>Rust</translation>
    </message>
    <message>
        <source>Format, Clippy, tests and a release build with Cargo</source>
        <translation>用 Cargo 检查格式、运行 Clippy、测试并构建</translation>
    </message>
    <message>
        <source>Java with Maven</source>
        <translation>Java 与 Maven</translation>
    </message>
    <message>
        <source>Verify every change, publish tagged versions</source>
        <translation>验证每次更改，发布带标签的版本</translation>
    </message>
    <message>
        <source>C++ with CMake</source>
        <translation>C++ 与 CMake</translation>
    </message>
    <message>
        <source>Two compilers, a compiler cache and the sanitizers</source>
        <translation>两种编译器、编译缓存和检测工具（sanitizer）</translation>
    </message>
    <message>
        <source>.NET</source>
        <translation>.NET</translation>
    </message>
    <message>
        <source>Restore, build, test and publish a solution</source>
        <translation>还原、构建、测试并发布解决方案</translation>
    </message>
    <message>
        <source>Static site with Pages</source>
        <translation>Pages 静态网站</translation>
    </message>
    <message>
        <source>Publishes a site, and a preview of each merge request</source>
        <translation>发布网站，并为每个合并请求生成预览</translation>
    </message>
    <message>
        <source>Monorepo</source>
        <translation>单体仓库</translation>
    </message>
    <message>
        <source>Builds and tests only the parts that a change touches</source>
        <translation>只构建和测试更改所涉及的部分</translation>
    </message>
    <message>
        <source>Start from %1</source>
        <translation>从 %1 开始</translation>
    </message>
    <message>
        <source>The standard input has more than %1 MB and is not read further.</source>
        <translation>标准输入超过 %1 MB，不再继续读取。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln file(s) of the project into %1</source>
        <translation>
            <numerusform>已将项目的 %Ln 个文件复制到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Docker engine</source>
        <translation>Docker 引擎</translation>
    </message>
    <message>
        <source>%1 is no address of a web server.</source>
        <translation>%1 不是 Web 服务器的地址。</translation>
    </message>
    <message>
        <source>%1 would be asked without encryption. Use https, or allow http for includes in the settings.</source>
        <translation>访问 %1 时不会加密。请使用 https，或在设置中允许包含文件使用 http。</translation>
    </message>
    <message>
        <source>%1 is in a private network (%2) and was not asked. If you trust it, allow this host for includes in the settings.</source>
        <translation>%1 位于专用网络（%2）中，因此没有访问。如果您信任它，请在设置中允许包含文件使用此主机。</translation>
    </message>
    <message>
        <source>The host %1 was not found. Check the address and the network.</source>
        <translation>找不到主机 %1。请检查地址和网络。</translation>
    </message>
    <message>
        <source>%1 did not answer in time. Try again later.</source>
        <translation>%1 没有及时应答。请稍后再试。</translation>
    </message>
    <message>
        <source>The file is larger than %1 kB, which is too much for a pipeline.</source>
        <translation>文件大于 %1 kB，对流水线来说太大了。</translation>
    </message>
    <message>
        <source>This machine could not reach %1 (%2). Check the address and the network, then fetch again.</source>
        <translation>本机无法连接 %1（%2）。请检查地址和网络，然后重新获取。</translation>
    </message>
    <message>
        <source>%1 leads from one address to the next without end.</source>
        <translation>%1 不断地重定向到另一个地址。</translation>
    </message>
    <message>
        <source>The component is on %1, and includes come from the GitLab instance %2. Set the instance in the include settings.</source>
        <translation>该组件位于 %1，而包含文件来自 GitLab 实例 %2。请在包含设置中设定实例。</translation>
    </message>
    <message>
        <source>The GitLab instance hands out no template of this name. Keep a copy in .stagecraft/includes/templates/.</source>
        <translation>GitLab 实例没有提供此名称的模板。请在 .stagecraft/includes/templates/ 中保存一份副本。</translation>
    </message>
    <message>
        <source>GitLab did not accept the access token, or it may not read this (HTTP code %1). Set a token with the scope read_api.</source>
        <translation>GitLab 没有接受访问令牌，或该令牌无权读取此内容（HTTP 状态码 %1）。请设置具有 read_api 范围的令牌。</translation>
    </message>
    <message>
        <source>No access token is set, and without one GitLab shows public projects only. Set a token if the project is private.</source>
        <translation>没有设置访问令牌，此时 GitLab 只显示公开项目。如果项目是私有的，请设置令牌。</translation>
    </message>
    <message>
        <source>The server answered with HTTP code %1. Try again later.</source>
        <translation>服务器应答了 HTTP 状态码 %1。请稍后再试。</translation>
    </message>
    <message>
        <source>What defines the job is not included for this event.</source>
        <translation>定义此作业的文件不会为该事件所包含。</translation>
    </message>
    <message>
        <source>The pipeline needs includes that are not here. Fetch them first. %1</source>
        <translation>流水线需要尚未获取的包含文件。请先获取它们。%1</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>补全</translation>
    </message>
    <message>
        <source>Show what can be written at the caret</source>
        <translation>显示光标处可以写的内容</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Choose a fix for the problem in the caret&apos;s line</source>
        <translation>为光标所在行的问题选择一种修复</translation>
    </message>
    <message>
        <source>Go to definition</source>
        <translation>转到定义</translation>
    </message>
    <message>
        <source>Jump from a name in the text to where it is defined</source>
        <translation>从文本中的名称跳转到它的定义处</translation>
    </message>
    <message>
        <source>Show uses</source>
        <translation>显示引用</translation>
    </message>
    <message>
        <source>List all places in the text that use the name at the caret</source>
        <translation>列出文本中使用光标处名称的所有位置</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Return to where the last jump started</source>
        <translation>回到上一次跳转开始的位置</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Go again where you came back from</source>
        <translation>再次转到刚才返回前的位置</translation>
    </message>
    <message>
        <source>Fetch includes</source>
        <translation>获取包含文件</translation>
    </message>
    <message>
        <source>Get the included files that are not here</source>
        <translation>获取尚不在本地的包含文件</translation>
    </message>
    <message>
        <source>Refresh includes</source>
        <translation>刷新包含文件</translation>
    </message>
    <message>
        <source>Ask again for all included files of other places</source>
        <translation>重新获取来自其他位置的所有包含文件</translation>
    </message>
    <message>
        <source>Include settings…</source>
        <translation>包含设置…</translation>
    </message>
    <message>
        <source>GitLab instance, access token and hosts that may be asked</source>
        <translation>GitLab 实例、访问令牌和允许访问的主机</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>When</source>
        <translation>何时</translation>
    </message>
    <message>
        <source>Extends</source>
        <translation>扩展自</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>依赖</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Written in</source>
        <translation>写于</translation>
    </message>
    <message>
        <source>Set in</source>
        <translation>设置于</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>Only in</source>
        <translation>仅用于</translation>
    </message>
    <message>
        <source>GitLab Ultimate</source>
        <translation>GitLab 旗舰版</translation>
    </message>
    <message>
        <source>GitLab Premium and Ultimate</source>
        <translation>GitLab 专业版和旗舰版</translation>
    </message>
    <message>
        <source>Exact in a local run</source>
        <translation>本地运行与 GitLab 一致</translation>
    </message>
    <message>
        <source>Approximated in a local run</source>
        <translation>本地运行近似</translation>
    </message>
    <message>
        <source>Not part of a local run</source>
        <translation>本地运行时不起作用</translation>
    </message>
    <message>
        <source>The keychain refused access. Unlock it and try again.</source>
        <translation>钥匙串拒绝访问。请解锁后重试。</translation>
    </message>
    <message>
        <source>No keychain service answers (%1). Start one, such as GNOME Keyring or KWallet.</source>
        <translation>没有钥匙串服务应答（%1）。请启动一个，例如 GNOME Keyring 或 KWallet。</translation>
    </message>
    <message>
        <source>Add the stage “%1”</source>
        <translation>添加阶段“%1”</translation>
    </message>
    <message>
        <source>Make the need optional</source>
        <translation>将此依赖设为可选</translation>
    </message>
    <message>
        <source>Move %1 to the stage “%2”</source>
        <translation>将 %1 移到阶段“%2”</translation>
    </message>
    <message>
        <source>Remove the repetition</source>
        <translation>移除重复项</translation>
    </message>
    <message>
        <source>Do not wait for %1</source>
        <translation>不再等待 %1</translation>
    </message>
    <message>
        <source>Give %1 the action stop</source>
        <translation>为 %1 设置动作 stop</translation>
    </message>
    <message>
        <source>Change to “%1”</source>
        <translation>改为“%1”</translation>
    </message>
    <message>
        <source>Remove “%1”</source>
        <translation>移除“%1”</translation>
    </message>
    <message>
        <source>Add a script</source>
        <translation>添加脚本</translation>
    </message>
    <message>
        <source>Make it a template</source>
        <translation>改为模板</translation>
    </message>
    <message>
        <source>Remove the “%1” that does not count</source>
        <translation>移除不起作用的“%1”</translation>
    </message>
    <message>
        <source>Replace the tabs by blanks</source>
        <translation>将制表符替换为空格</translation>
    </message>
    <message>
        <source>Put the value in quotes</source>
        <translation>为该值加上引号</translation>
    </message>
    <message>
        <source>Make it a list</source>
        <translation>改为列表</translation>
    </message>
    <message>
        <source>Remove the quotes</source>
        <translation>移除引号</translation>
    </message>
    <message>
        <source>Try again twice (max: 2)</source>
        <translation>重试两次（max: 2）</translation>
    </message>
    <message>
        <source>Write it as rules</source>
        <translation>改写为 rules</translation>
    </message>
    <message>
        <source>An included file, to read only.</source>
        <translation>包含的文件，只读。</translation>
    </message>
    <message>
        <source>This file is too large to be shown.</source>
        <translation>此文件太大，无法显示。</translation>
    </message>
    <message>
        <source>This file is not in the repository, or it cannot be read.</source>
        <translation>此文件不在仓库中，或无法读取。</translation>
    </message>
    <message>
        <source>Merged pipeline</source>
        <translation>合并后的流水线</translation>
    </message>
    <message>
        <source>Show what GitLab reads: includes, extends and references in place</source>
        <translation>显示 GitLab 读到的内容：包含、扩展和引用均已展开</translation>
    </message>
    <message>
        <source>%1 was not saved: its rights cannot be kept: %2. The old file is untouched.</source>
        <translation>未保存 %1：无法保留其权限：%2。原文件未改动。</translation>
    </message>
    <message>
        <source>Local run: the containers were started while earlier jobs ran</source>
        <translation>本地运行：容器在前面的作业运行时已启动</translation>
    </message>
    <message>
        <source>Too many pipelines would start each other: GitLab allows two levels of child pipelines.</source>
        <translation>流水线相互触发的层数过多：GitLab 只允许两级子流水线。</translation>
    </message>
    <message>
        <source>This run cannot start other pipelines.</source>
        <translation>此次运行不能启动其他流水线。</translation>
    </message>
    <message>
        <source>“%1” has left no artifact “%2”, which is to be the pipeline.</source>
        <translation>“%1”没有留下产物“%2”，而它应作为流水线文件。</translation>
    </message>
    <message>
        <source>Its pipeline ended as: %1</source>
        <translation>其流水线的结果：%1</translation>
    </message>
    <message>
        <source>No run of this project was kept.</source>
        <translation>没有保留此项目的任何运行记录。</translation>
    </message>
    <message>
        <source>Several runs begin with %1: %2</source>
        <translation>有多个运行以 %1 开头：%2</translation>
    </message>
    <message>
        <source>No run %1 was kept.</source>
        <translation>没有保留运行 %1。</translation>
    </message>
    <message>
        <source>The run took longer than %1 seconds.</source>
        <translation>运行时间超过了 %1 秒。</translation>
    </message>
    <message>
        <source>The repository has no commit &quot;%1&quot;.</source>
        <translation>仓库中没有提交“%1”。</translation>
    </message>
    <message>
        <source>The commits of %1 cannot be compared: %2.</source>
        <translation>无法比较 %1 的提交：%2。</translation>
    </message>
    <message>
        <source>There is no certificate in %1. Name a PEM file with the certificate authority of your GitLab instance.</source>
        <translation>%1 中没有证书。请指定包含您的 GitLab 实例证书颁发机构的 PEM 文件。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted: %2. If your organisation has its own certificate authority, name its file in the include settings.</source>
        <translation>%1 的证书不受信任：%2。如果您的组织有自己的证书颁发机构，请在包含设置中指定其文件。</translation>
    </message>
    <message>
        <source>%1 leads from https to http without encryption (%2), which is not followed. Name an https address.</source>
        <translation>%1 从 https 重定向到未加密的 http（%2），不予跟随。请使用 https 地址。</translation>
    </message>
    <message>
        <source>The file has %1 MB of the %2 MB that GitLab reads. Move jobs to other files with include.</source>
        <translation>文件已有 %1 MB，GitLab 最多读取 %2 MB。请用 include 把作业移到其他文件。</translation>
    </message>
    <message>
        <source>Once GitLab has parsed this file, it takes about %1 MB there, of the %2 MB that most instances allow. Move jobs to other files with include; use extends instead of aliases.</source>
        <translation>GitLab 解析此文件后约占用 %1 MB，大多数实例只允许 %2 MB。请用 include 把作业移到其他文件；用 extends 代替别名。</translation>
    </message>
    <message>
        <source>Maps and lists are nested %1 deep here; GitLab reads %2. Take a part out with !reference.</source>
        <translation>此处映射和列表嵌套了 %1 层；GitLab 只读取 %2 层。请用 !reference 抽出一部分。</translation>
    </message>
    <message>
        <source>With those in included files there are %1 includes of the %2 that GitLab takes, each counted as often as it is written. Put small files together.</source>
        <translation>连同被包含文件中的在内共有 %1 个包含，GitLab 最多接受 %2 个，每次书写都计数。请合并小文件。</translation>
    </message>
    <message>
        <source>%1 needs %2 of the %3 jobs that GitLab allows. Wait for a stage, or for one job that collects the others.</source>
        <translation>%1 需要 %2 个作业，GitLab 最多允许 %3 个。请改为等待某个阶段，或等待一个汇总其他作业的作业。</translation>
    </message>
    <message>
        <source>%1 becomes %2 of the %3 jobs that GitLab allows for one. Split it into two.</source>
        <translation>%1 会变成 %2 个作业，GitLab 对单个作业最多允许 %3 个。请拆成两个。</translation>
    </message>
    <message>
        <source>%1 has %2 of the %3 tags that GitLab allows. A runner has to have all of them.</source>
        <translation>%1 有 %2 个标签，GitLab 最多允许 %3 个。运行器必须具备全部标签。</translation>
    </message>
    <message>
        <source>The name of %1 has %2 of the %3 characters that GitLab allows, with what parallel adds to it. Shorten it.</source>
        <translation>%1 的名称连同 parallel 添加的部分有 %2 个字符，GitLab 最多允许 %3 个。请缩短。</translation>
    </message>
    <message>
        <source>A rule of %1 names %2 of the %3 paths that GitLab allows. Patterns such as src/**/* stand for many.</source>
        <translation>%1 的一条规则列出了 %2 个路径，GitLab 最多允许 %3 个。src/**/* 之类的模式可代表许多路径。</translation>
    </message>
    <message>
        <source>Nothing here defines $%1. GitLab defines $%2.</source>
        <translation>此处没有任何内容定义 $%1。GitLab 定义了 $%2。</translation>
    </message>
    <message>
        <source>Replace by $%1</source>
        <translation>替换为 $%1</translation>
    </message>
    <message>
        <source>it makes a release</source>
        <translation>它会创建发布</translation>
    </message>
    <message>
        <source>it deploys to the environment “%1”</source>
        <translation>它会部署到环境“%1”</translation>
    </message>
    <message>
        <source>Local run: %1 has no value here. Set it in “Project variables” or with --variables-file.</source>
        <translation>本地运行：%1 在此没有值。请在“项目变量”中或用 --variables-file 设置。</translation>
    </message>
    <message>
        <source>“%1” starts a pipeline of the project %2, whose folder is not known here, so it is skipped. stagecraft-cli run --project %2=FOLDER names one.</source>
        <translation>“%1”会启动项目 %2 的流水线，但此处不知道其文件夹，因此跳过。可用 stagecraft-cli run --project %2=文件夹 指定。</translation>
    </message>
    <message>
        <source>This pipeline has no job in a stage &quot;%1&quot;.</source>
        <translation>此流水线在阶段“%1”中没有作业。</translation>
    </message>
    <message>
        <source>%1 leads out of the repository, so nothing was written there.</source>
        <translation>%1 指向仓库之外，因此没有写入。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>无法创建文件夹 %1。</translation>
    </message>
    <message>
        <source>“%1” has no trigger.</source>
        <translation>“%1”没有 trigger。</translation>
    </message>
    <message>
        <source>“%1” has no trigger:include.</source>
        <translation>“%1”没有 trigger:include。</translation>
    </message>
    <message>
        <source>%1 does not hold project variables as Stagecraft writes them. Mend or remove it.</source>
        <translation>%1 的内容不是 Stagecraft 写入的项目变量格式。请修复或删除它。</translation>
    </message>
    <message>
        <source>The list of variables is no JSON list of objects with a “key” and a “value”.</source>
        <translation>变量列表不是由带“key”和“value”的对象组成的 JSON 列表。</translation>
    </message>
    <message>
        <source>Line %1 is no KEY=value.</source>
        <translation>第 %1 行不是 KEY=value 形式。</translation>
    </message>
    <message>
        <source>The key has letters, digits and “_” only, and no more than 255 of them.</source>
        <translation>键只能包含字母、数字和“_”，且不超过 255 个字符。</translation>
    </message>
    <message>
        <source>The environment scope is a name, or * for all.</source>
        <translation>环境范围是一个名称，或用 * 表示全部。</translation>
    </message>
    <message>
        <source>GitLab masks values of one line with at least 8 characters and no blanks; one that is expanded also has only letters, digits and _ + = / @ : . ~ -</source>
        <translation>GitLab 只遮蔽单行、至少 8 个字符且不含空白的值；会展开的值还只能包含字母、数字和 _ + = / @ : . ~ -</translation>
    </message>
    <message>
        <source>There is a variable with this key and this environment scope.</source>
        <translation>已有相同键和环境范围的变量。</translation>
    </message>
    <message>
        <source>It is for Windows containers.</source>
        <translation>它用于 Windows 容器。</translation>
    </message>
    <message>
        <source>A local run moves files through the engine, without a helper image.</source>
        <translation>本地运行通过引擎传送文件，不使用辅助镜像。</translation>
    </message>
    <message>
        <source>A local run leaves no volume behind.</source>
        <translation>本地运行不会留下任何卷。</translation>
    </message>
    <message>
        <source>Caches of local runs are kept by Stagecraft.</source>
        <translation>本地运行的缓存由 Stagecraft 保存。</translation>
    </message>
    <message>
        <source>Local jobs that run in shells work in directories of their run, which removes them.</source>
        <translation>在 shell 中运行的本地作业使用其运行自己的目录，运行结束时会将其删除。</translation>
    </message>
    <message>
        <source>A local run copies the project&apos;s files instead of cloning them.</source>
        <translation>本地运行复制项目文件，而不是克隆。</translation>
    </message>
    <message>
        <source>config.toml: %1 has no effect here. %2</source>
        <translation>config.toml：%1 在此无效。%2</translation>
    </message>
    <message>
        <source>gitlab-runner knows no such key.</source>
        <translation>gitlab-runner 不认识这个键。</translation>
    </message>
    <message>
        <source>Its value is of another type than gitlab-runner wants.</source>
        <translation>其值的类型与 gitlab-runner 要求的不同。</translation>
    </message>
    <message>
        <source>Local jobs run in bash, or in sh where there is no bash.</source>
        <translation>本地作业在 bash 中运行；没有 bash 时使用 sh。</translation>
    </message>
    <message>
        <source>Keep includes in the repository</source>
        <translation>在仓库中保留包含文件</translation>
    </message>
    <message>
        <source>Copy fetched includes to .stagecraft/includes, to work offline and to commit them</source>
        <translation>把已获取的包含文件复制到 .stagecraft/includes，以便离线工作并提交</translation>
    </message>
    <message>
        <source>Project variables…</source>
        <translation>项目变量…</translation>
    </message>
    <message>
        <source>The CI/CD variables that GitLab keeps in the project&apos;s settings</source>
        <translation>GitLab 保存在项目设置中的 CI/CD 变量</translation>
    </message>
    <message>
        <source>A copy of an included file of elsewhere, to read only.</source>
        <translation>来自别处的被包含文件的副本，只读。</translation>
    </message>
    <message>
        <source>Waiting for its resource group</source>
        <translation>正在等待其资源组</translation>
    </message>
    <message>
        <source>Starts later</source>
        <translation>稍后启动</translation>
    </message>
    <message>
        <source>its pipeline could not be created</source>
        <translation>无法创建其流水线</translation>
    </message>
    <message>
        <source>Nothing starts it but your click: %1.</source>
        <translation>只有您点击才会启动：%1。</translation>
    </message>
    <message>
        <source>Local run: the report cannot be read: %1</source>
        <translation>本地运行：无法读取报告：%1</translation>
    </message>
    <message>
        <source>Local run: %1 tests, %2 failed, %3 errors, %4 skipped</source>
        <translation>本地运行：%1 个测试，%2 个失败，%3 个错误，%4 个跳过</translation>
    </message>
    <message>
        <source>the reports could not be kept in %1</source>
        <translation>无法将报告保存在 %1</translation>
    </message>
    <message>
        <source>Local run: the job finds no .git directory. %1</source>
        <translation>本地运行：作业找不到 .git 目录。%1</translation>
    </message>
    <message>
        <source>The run %1 has not ended. Stop it, or let it end, first.</source>
        <translation>运行 %1 尚未结束。请先停止它，或等它结束。</translation>
    </message>
    <message>
        <source>What the run %1 left in the Docker engine is not removed yet. The next run does it; delete it then.</source>
        <translation>运行 %1 在 Docker 引擎中留下的内容尚未移除。下一次运行会移除它们；请到那时再删除。</translation>
    </message>
    <message>
        <source>%1 could not be removed as a whole.</source>
        <translation>%1 未能完全移除。</translation>
    </message>
    <message>
        <source>The repository for the jobs could not be made: %1</source>
        <translation>无法创建供作业使用的仓库：%1</translation>
    </message>
    <message>
        <source>The repository has no commit yet.</source>
        <translation>仓库还没有提交。</translation>
    </message>
    <message>
        <source>%1 is not the top of a git work tree with a commit, so there are no committed files to run on.</source>
        <translation>%1 不是含有提交的 git 工作树的顶层目录，因此没有已提交的文件可供运行。</translation>
    </message>
    <message>
        <source>Jobs run as you</source>
        <translation>作业以您的身份运行</translation>
    </message>
    <message>
        <source>The scripts are programs that run on this machine with your rights. They can read and change every file that you can, your keys included, and use the network.</source>
        <translation>脚本是以您的权限在本机上运行的程序。它们可以读取和更改您能访问的每个文件，包括您的密钥，并使用网络。</translation>
    </message>
    <message>
        <source>They start in a copy</source>
        <translation>它们在副本中启动</translation>
    </message>
    <message>
        <source>Each job works in a copy of the project, and what it starts is ended with it. Your working tree is not where it runs.</source>
        <translation>每个作业都在项目的副本中工作，它启动的进程会随它一起结束。它不在您的工作树中运行。</translation>
    </message>
    <message>
        <source>Privileged service containers</source>
        <translation>特权服务容器</translation>
    </message>
    <message>
        <source>Privileged job containers</source>
        <translation>特权作业容器</translation>
    </message>
    <message>
        <source>privileged = true switches off what separates a container from this machine: its devices and its kernel can be reached. Run only scripts that you trust. Docker-in-Docker needs it.</source>
        <translation>privileged = true 会关闭容器与本机之间的隔离：可以访问本机的设备和内核。请只运行您信任的脚本。Docker-in-Docker 需要它。</translation>
    </message>
    <message>
        <source>The Docker socket of this machine</source>
        <translation>本机的 Docker 套接字</translation>
    </message>
    <message>
        <source>Jobs give orders to the engine here. They see and can remove all of its containers, and through it can mount any folder of this machine. Containers that they start stay when they do not remove them.</source>
        <translation>作业可以向这里的引擎下达命令。它们可以看到并移除其所有容器，还可以通过它挂载本机的任何文件夹。它们启动的容器若未被自行移除，就会保留下来。</translation>
    </message>
    <message>
        <source>The folder %1</source>
        <translation>文件夹 %1</translation>
    </message>
    <message>
        <source>It is mounted at %1. Jobs can read it.</source>
        <translation>它挂载在 %1。作业可以读取它。</translation>
    </message>
    <message>
        <source>It is mounted at %1. Jobs can read and change it.</source>
        <translation>它挂载在 %1。作业可以读取和更改它。</translation>
    </message>
    <message>
        <source>Folders of other containers</source>
        <translation>其他容器的文件夹</translation>
    </message>
    <message>
        <source>volumes_from: jobs get everything that is mounted in %1.</source>
        <translation>volumes_from：作业会得到 %1 中挂载的所有内容。</translation>
    </message>
    <message>
        <source>The network of this machine</source>
        <translation>本机的网络</translation>
    </message>
    <message>
        <source>network_mode = &quot;host&quot;: jobs reach everything that listens on this machine only.</source>
        <translation>network_mode = &quot;host&quot;：作业可以访问仅在本机上监听的一切服务。</translation>
    </message>
    <message>
        <source>The processes of this machine</source>
        <translation>本机的进程</translation>
    </message>
    <message>
        <source>pid_mode = &quot;host&quot;: jobs see all processes here and can look into them.</source>
        <translation>pid_mode = &quot;host&quot;：作业可以看到这里的所有进程并查看其内部。</translation>
    </message>
    <message>
        <source>The shared memory of this machine</source>
        <translation>本机的共享内存</translation>
    </message>
    <message>
        <source>ipc_mode = &quot;host&quot;: jobs share memory with the programs that run here.</source>
        <translation>ipc_mode = &quot;host&quot;：作业与这里运行的程序共享内存。</translation>
    </message>
    <message>
        <source>The users of this machine</source>
        <translation>本机的用户</translation>
    </message>
    <message>
        <source>userns_mode = &quot;host&quot;: root in a job is not kept apart from root here.</source>
        <translation>userns_mode = &quot;host&quot;：作业中的 root 与这里的 root 没有隔离。</translation>
    </message>
    <message>
        <source>Devices of this machine</source>
        <translation>本机的设备</translation>
    </message>
    <message>
        <source>Jobs or their services can use %1.</source>
        <translation>作业或其服务可以使用 %1。</translation>
    </message>
    <message>
        <source>More rights in the kernel</source>
        <translation>更多的内核权限</translation>
    </message>
    <message>
        <source>cap_add: containers have %1, which others do not have.</source>
        <translation>cap_add：容器拥有其他容器没有的 %1。</translation>
    </message>
    <message>
        <source>Less protection by the kernel</source>
        <translation>更少的内核保护</translation>
    </message>
    <message>
        <source>security_opt switches off what limits containers: %1.</source>
        <translation>security_opt 关闭了对容器的限制：%1。</translation>
    </message>
    <message>
        <source>Containers of their own</source>
        <translation>各自的容器</translation>
    </message>
    <message>
        <source>Run with what it needs</source>
        <translation>连同其依赖一起运行</translation>
    </message>
    <message>
        <source>Run the selected jobs and everything that they wait for</source>
        <translation>运行选定的作业及其等待的所有作业</translation>
    </message>
    <message>
        <source>Run from here</source>
        <translation>从此处运行</translation>
    </message>
    <message>
        <source>Run the selected jobs and everything that waits for them</source>
        <translation>运行选定的作业以及等待它们的所有作业</translation>
    </message>
    <message>
        <source>Run this stage</source>
        <translation>运行此阶段</translation>
    </message>
    <message>
        <source>Run all jobs of the selected stage</source>
        <translation>运行选定阶段的所有作业</translation>
    </message>
    <message>
        <source>Run failed jobs</source>
        <translation>运行失败的作业</translation>
    </message>
    <message>
        <source>Run only what has failed in the last run, with the artifacts of earlier runs</source>
        <translation>仅运行上次运行中失败的作业，并使用先前运行的产物</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>Run once more what was run last</source>
        <translation>再运行一次上次运行的内容</translation>
    </message>
    <message>
        <source>History of runs</source>
        <translation>运行历史</translation>
    </message>
    <message>
        <source>Show the runs of this project that were kept</source>
        <translation>显示此项目保留的运行</translation>
    </message>
    <message>
        <source>Today, %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>No job has failed in the last run.</source>
        <translation>上次运行中没有作业失败。</translation>
    </message>
    <message>
        <source>Each job runs in containers that are removed after it, on a copy of the project, with access to the network.</source>
        <translation>每个作业都在用后即移除的容器中、基于项目的副本运行，并可访问网络。</translation>
    </message>
    <message>
        <source>Nothing of this machine is mounted but what is named above.</source>
        <translation>除上面列出的内容外，本机没有任何内容被挂载。</translation>
    </message>
    <message>
        <source>Your home folder and your working tree are not mounted.</source>
        <translation>您的主文件夹和工作树不会被挂载。</translation>
    </message>
    <message>
        <source>config.toml: of its %1 runners, only the first is obeyed here.</source>
        <translation>config.toml：其中有 %1 个 runner，此处只遵循第一个。</translation>
    </message>
    <message>
        <source>The job is not paused any more.</source>
        <translation>作业已不再处于暂停状态。</translation>
    </message>
    <message>
        <source>%1 does not say how to get into a job.</source>
        <translation>%1 没有说明如何进入作业。</translation>
    </message>
    <message>
        <source>Local run: the script has failed, and the job is paused until somebody continues it</source>
        <translation>本地运行：脚本失败，作业已暂停，等待有人让它继续</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Pause on failure</source>
        <translation>失败时暂停</translation>
    </message>
    <message>
        <source>In the next runs, keep a job whose script fails as it is, to open a terminal in it</source>
        <translation>在之后的运行中，脚本失败的作业保持原样，以便在其中打开终端</translation>
    </message>
    <message>
        <source>Paused after its script failed</source>
        <translation>脚本失败后已暂停</translation>
    </message>
    <message>
        <source>The engine has no image.</source>
        <translation>引擎中没有镜像。</translation>
    </message>
    <message>
        <source>The engine cannot lay a job&apos;s files over the project.</source>
        <translation>引擎无法将作业的文件叠加在项目之上。</translation>
    </message>
</context>
<context>
    <name>stagecraft::docker::Client</name>
    <message>
        <source>it does not answer</source>
        <translation>它没有响应</translation>
    </message>
</context>
<context>
    <name>stagecraft::docker::HijackedConnection</name>
    <message>
        <source>its answer is not HTTP</source>
        <translation>其响应不是 HTTP</translation>
    </message>
    <message>
        <source>the connection was closed</source>
        <translation>连接已关闭</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::AccessDialog</name>
    <message>
        <source>Before the first run</source>
        <translation>首次运行之前</translation>
    </message>
    <message>
        <source>Ask again only when jobs of this repository may do something else</source>
        <translation>仅当此仓库的作业权限发生变化时再次询问</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>What jobs may do on this machine</source>
        <translation>作业可以在本机上做什么</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::ArtifactsPanel</name>
    <message>
        <source>Open the folder of the artifacts</source>
        <translation>打开产物的文件夹</translation>
    </message>
    <message>
        <source>Save the artifacts as…</source>
        <translation>产物另存为…</translation>
    </message>
    <message>
        <source>Failed tests</source>
        <translation>失败的测试</translation>
    </message>
    <message>
        <source>Artifacts</source>
        <translation>产物</translation>
    </message>
    <message>
        <source>Save the artifacts in a folder</source>
        <translation>将产物保存到文件夹</translation>
    </message>
    <message>
        <source>Saved in %1</source>
        <translation>已保存在 %1</translation>
    </message>
    <message>
        <source>Tests: %1</source>
        <translation>测试：%1</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>skipped: %1</source>
        <translation>跳过：%1</translation>
    </message>
    <message>
        <source>Coverage: %1 %</source>
        <translation>覆盖率：%1 %</translation>
    </message>
    <message>
        <source>Code quality findings: %1</source>
        <translation>代码质量问题：%1</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::BlockList</name>
    <message>
        <source>Job blocks</source>
        <translation>作业模块</translation>
    </message>
    <message>
        <source>%1. Drag it onto a stage or between two jobs, or press Enter.</source>
        <translation>%1。可拖到阶段上或两个作业之间，也可按 Enter。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::CanvasPanel</name>
    <message>
        <source>Create a pipeline</source>
        <translation>创建流水线</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Back to 100 %</source>
        <translation>恢复到 100 %</translation>
    </message>
    <message>
        <source>&lt;b&gt;The picture cannot be edited until the text is repaired.&lt;/b&gt; Line %1: %2</source>
        <translation>&lt;b&gt;文本修复之前无法编辑图形。&lt;/b&gt; 第 %1 行：%2</translation>
    </message>
    <message>
        <source>This text holds no jobs that could be drawn</source>
        <translation>此文本中没有可绘制的作业</translation>
    </message>
    <message>
        <source>No pipeline yet</source>
        <translation>还没有流水线</translation>
    </message>
    <message>
        <source>Repair it in the text, or begin again from a starter.</source>
        <translation>请在文本中修复，或从入门模板重新开始。</translation>
    </message>
    <message>
        <source>Start from a small pipeline that works, then change it here or in the text. Nothing is written before you save.</source>
        <translation>从一条可运行的小流水线开始，然后在此处或文本中更改。保存之前不会写入任何内容。</translation>
    </message>
    <message>
        <source>Open in inspector</source>
        <translation>在检查器中打开</translation>
    </message>
    <message>
        <source>Move to stage</source>
        <translation>移到阶段</translation>
    </message>
    <message>
        <source>Move to %1</source>
        <translation>移到 %1</translation>
    </message>
    <message>
        <source>Add job</source>
        <translation>添加作业</translation>
    </message>
    <message>
        <source>Rename stage</source>
        <translation>重命名阶段</translation>
    </message>
    <message>
        <source>Add stage before</source>
        <translation>在前面添加阶段</translation>
    </message>
    <message>
        <source>Add stage after</source>
        <translation>在后面添加阶段</translation>
    </message>
    <message>
        <source>Delete stage</source>
        <translation>删除阶段</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::CanvasView</name>
    <message>
        <source>Pipeline</source>
        <translation>流水线</translation>
    </message>
    <message>
        <source>Stages as columns, jobs as cards. Arrow keys walk, Enter opens the inspector; the outline has the same actions.</source>
        <translation>阶段为列，作业为卡片。用方向键移动，按 Enter 打开检查器；大纲中有同样的操作。</translation>
    </message>
    <message>
        <source>Move job %1</source>
        <translation>移动作业 %1</translation>
    </message>
    <message>
        <source>Move %1 jobs</source>
        <translation>移动 %1 个作业</translation>
    </message>
    <message>
        <source>Rename job %1 to %2</source>
        <translation>将作业 %1 重命名为 %2</translation>
    </message>
    <message>
        <source>Rename stage %1 to %2</source>
        <translation>将阶段 %1 重命名为 %2</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::CodeEdit</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Toggle comment</source>
        <translation>切换注释</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::CommandBox</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::CommandPalette</name>
    <message>
        <source>Find a command or a job</source>
        <translation>查找命令或作业</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::CompletionAssistant</name>
    <message>
        <source>There is nothing to complete here</source>
        <translation>此处没有可补全的内容</translation>
    </message>
    <message>
        <source>Complete %1</source>
        <translation>补全 %1</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::CompletionPopup</name>
    <message>
        <source>Completion</source>
        <translation>补全</translation>
    </message>
    <message>
        <source>Ultimate</source>
        <translation>旗舰版</translation>
    </message>
    <message>
        <source>Premium</source>
        <translation>专业版</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::ContextSelector</name>
    <message>
        <source>Push</source>
        <translation>推送</translation>
    </message>
    <message>
        <source>Merge request</source>
        <translation>合并请求</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>定时</translation>
    </message>
    <message>
        <source>Web (Run pipeline)</source>
        <translation>网页（运行流水线）</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>The ref and event that the pipeline is shown and run for</source>
        <translation>显示和运行流水线所针对的引用和事件</translation>
    </message>
    <message>
        <source>Ref and event: %1</source>
        <translation>引用和事件：%1</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Another branch…</source>
        <translation>其他分支…</translation>
    </message>
    <message>
        <source>Another branch</source>
        <translation>其他分支</translation>
    </message>
    <message>
        <source>Show and run the pipeline for this branch. It need not exist.</source>
        <translation>显示并运行此分支的流水线。该分支不必存在。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::DeskActions</name>
    <message>
        <source>Add job %1</source>
        <translation>添加作业 %1</translation>
    </message>
    <message>
        <source>Add stage %1</source>
        <translation>添加阶段 %1</translation>
    </message>
    <message>
        <source>Duplicate job %1</source>
        <translation>复制作业 %1</translation>
    </message>
    <message>
        <source>Duplicate %1 jobs</source>
        <translation>复制 %1 个作业</translation>
    </message>
    <message>
        <source>Delete job %1</source>
        <translation>删除作业 %1</translation>
    </message>
    <message>
        <source>Delete %1 jobs</source>
        <translation>删除 %1 个作业</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>删除 %1？</translation>
    </message>
    <message>
        <source>Delete %1 jobs?</source>
        <translation>删除 %1 个作业？</translation>
    </message>
    <message>
        <source>These jobs need what is deleted: %1. GitLab refuses a pipeline with needs that lead nowhere.</source>
        <translation>这些作业依赖要删除的内容：%1。GitLab 不接受指向不存在作业的依赖。</translation>
    </message>
    <message>
        <source>Delete and clean up the needs</source>
        <translation>删除并清理依赖</translation>
    </message>
    <message>
        <source>Delete only</source>
        <translation>仅删除</translation>
    </message>
    <message>
        <source>Delete stage %1</source>
        <translation>删除阶段 %1</translation>
    </message>
    <message>
        <source>Delete stage %1 and its jobs?</source>
        <translation>删除阶段 %1 及其作业？</translation>
    </message>
    <message>
        <source>It holds: %1. You can take this back with Undo.</source>
        <translation>其中包含：%1。可用撤销恢复。</translation>
    </message>
    <message>
        <source>Delete stage and jobs</source>
        <translation>删除阶段和作业</translation>
    </message>
    <message>
        <source>%1 no longer needs %2</source>
        <translation>%1 不再依赖 %2</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::DeskLayout</name>
    <message>
        <source>Blocks</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Blocks and outline</source>
        <translation>模块和大纲</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Runner</source>
        <translation>Runner</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Run and problems</source>
        <translation>运行和问题</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>问题（%1）</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>合并结果</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::DeskToolBar</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>Docker-in-Docker</source>
        <translation>Docker-in-Docker</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>套接字</translation>
    </message>
    <message>
        <source>More ways to run</source>
        <translation>更多运行方式</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::DocumentBinding</name>
    <message>
        <source>Typing</source>
        <translation>输入</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::DocumentGuard</name>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Save the changes of %1?</source>
        <translation>保存对 %1 的更改？</translation>
    </message>
    <message>
        <source> and </source>
        <translation> 和 </translation>
    </message>
    <message>
        <source>They are lost when you do not save them.</source>
        <translation>如果不保存，这些更改将丢失。</translation>
    </message>
    <message>
        <source>%1 changed on disk and was read again</source>
        <translation>%1 在磁盘上已更改，已重新读取</translation>
    </message>
    <message>
        <source>%1 was changed by another program, and you have unsaved changes of it here.</source>
        <translation>其他程序更改了 %1，而您在此处有未保存的更改。</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>重新加载</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>%1 was deleted or moved by another program. Its text is still here, and saving writes it again.</source>
        <translation>其他程序删除或移动了 %1。其文本仍在此处，保存即可重新写入。</translation>
    </message>
    <message>
        <source>Stagecraft ended before your changes of %1 were saved.</source>
        <translation>在保存您对 %1 的更改之前，Stagecraft 已结束。</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::EditorView</name>
    <message>
        <source>Pipeline text</source>
        <translation>流水线文本</translation>
    </message>
    <message>
        <source>Runner configuration text</source>
        <translation>Runner 配置文本</translation>
    </message>
    <message>
        <source>This file is too large to edit here. The canvas and the inspector still work on it.</source>
        <translation>此文件太大，无法在此编辑。画布和检查器仍可使用。</translation>
    </message>
    <message>
        <source>Indent</source>
        <translation>增加缩进</translation>
    </message>
    <message>
        <source>Unindent</source>
        <translation>减少缩进</translation>
    </message>
    <message>
        <source>Toggle comment</source>
        <translation>切换注释</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::EventMatrixModel</name>
    <message>
        <source>runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>after a failure</source>
        <translation>失败后运行</translation>
    </message>
    <message>
        <source>always</source>
        <translation>总是运行</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>delayed</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>%1, may fail</source>
        <translation>%1，允许失败</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>流水线</translation>
    </message>
    <message>
        <source>The job is gone.</source>
        <translation>该作业已不存在。</translation>
    </message>
    <message>
        <source>The job is new.</source>
        <translation>该作业是新的。</translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation>阶段 %1</translation>
    </message>
    <message>
        <source>&lt;p&gt;In the saved file: &lt;b&gt;%1&lt;/b&gt;. %2&lt;/p&gt;</source>
        <translation>&lt;p&gt;已保存的文件中：&lt;b&gt;%1&lt;/b&gt;。%2&lt;/p&gt;</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不包括</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Click to show the canvas for this event.</source>
        <translation>单击可在画布上显示此事件的流水线。</translation>
    </message>
    <message>
        <source>Push to %1</source>
        <translation>推送到 %1</translation>
    </message>
    <message>
        <source>Merge request</source>
        <translation>合并请求</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>计划</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::EventsView</name>
    <message>
        <source>Only changes</source>
        <translation>仅显示变化</translation>
    </message>
    <message>
        <source>Jobs by event</source>
        <translation>各事件的作业</translation>
    </message>
    <message>
        <source>Point at a cell to see which rule decided. Click a heading to see that pipeline on the canvas.</source>
        <translation>指向单元格可查看由哪条规则决定。单击标题可在画布上查看该流水线。</translation>
    </message>
    <message>
        <source>The unsaved changes change nothing here.</source>
        <translation>未保存的更改不影响这里。</translation>
    </message>
    <message>
        <source>The unsaved changes change one cell.</source>
        <translation>未保存的更改影响一个单元格。</translation>
    </message>
    <message>
        <source>The unsaved changes change %1 cells.</source>
        <translation>未保存的更改影响 %1 个单元格。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::FieldFrame</name>
    <message>
        <source>extends %1</source>
        <translation>extends %1</translation>
    </message>
    <message>
        <source>default</source>
        <translation>default</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>anchor %1</source>
        <translation>锚点 %1</translation>
    </message>
    <message>
        <source>reference %1</source>
        <translation>引用 %1</translation>
    </message>
    <message>
        <source>pipeline</source>
        <translation>流水线</translation>
    </message>
    <message>
        <source>GitLab default</source>
        <translation>GitLab 默认值</translation>
    </message>
    <message>
        <source>Show where this value is written</source>
        <translation>显示此值写在何处</translation>
    </message>
    <message>
        <source>Override here</source>
        <translation>在此覆盖</translation>
    </message>
    <message>
        <source>Write this value into the job itself; its source stays as it is</source>
        <translation>将此值写入作业本身；其来源保持不变</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Remove the value from here</source>
        <translation>从此处移除该值</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::FindBar</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Text to find</source>
        <translation>要查找的文本</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全字匹配</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Previous match (Shift+Enter)</source>
        <translation>上一个匹配项 (Shift+Enter)</translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <translation>下一个匹配项 (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>替换内容</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>Line, or line:column</source>
        <translation>行，或 行:列</translation>
    </message>
    <message>
        <source>Line to go to</source>
        <translation>要转到的行</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Not a pattern</source>
        <translation>不是有效的模式</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>无匹配项</translation>
    </message>
    <message>
        <source>%1 of %2%3</source>
        <translation>%1/%2%3</translation>
    </message>
    <message>
        <source>1 match</source>
        <translation>1 个匹配项</translation>
    </message>
    <message>
        <source>%1 matches</source>
        <translation>%1 个匹配项</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::HistoryView</name>
    <message>
        <source>Kept runs of this project</source>
        <translation>此项目保留的运行</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Ref</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Failed jobs</source>
        <translation>失败的作业</translation>
    </message>
    <message>
        <source>No run of this project was kept yet</source>
        <translation>此项目还没有保留的运行</translation>
    </message>
    <message>
        <source>Each run leaves its logs, artifacts and a report here. Select one to see its jobs and logs, or two to compare them.</source>
        <translation>每次运行都会在这里留下日志、产物和报告。选择一个可查看其作业和日志，选择两个可进行比较。</translation>
    </message>
    <message>
        <source>Select a run to see its jobs and logs, or two with Ctrl to compare them.</source>
        <translation>选择一个运行可查看其作业和日志，按住 Ctrl 选择两个可进行比较。</translation>
    </message>
    <message>
        <source>%1 runs are selected. Two can be compared.</source>
        <translation>已选择 %1 个运行。可以比较两个。</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Export as JUnit…</source>
        <translation>导出为 JUnit…</translation>
    </message>
    <message>
        <source>Export as JUnit</source>
        <translation>导出为 JUnit</translation>
    </message>
    <message>
        <source>JUnit report (*.xml)</source>
        <translation>JUnit 报告 (*.xml)</translation>
    </message>
    <message>
        <source>Export as JSON…</source>
        <translation>导出为 JSON…</translation>
    </message>
    <message>
        <source>Export as JSON</source>
        <translation>导出为 JSON</translation>
    </message>
    <message>
        <source>JSON report (*.json)</source>
        <translation>JSON 报告 (*.json)</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Delete %1 runs…</source>
        <translation>删除 %1 个运行…</translation>
    </message>
    <message>
        <source>Delete this run: %1?</source>
        <translation>删除此运行：%1？</translation>
    </message>
    <message>
        <source>Delete %1 runs?</source>
        <translation>删除 %1 个运行？</translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>删除运行</translation>
    </message>
    <message>
        <source>Logs, artifacts and report go from the disk. This cannot be undone.</source>
        <translation>日志、产物和报告将从磁盘中移除。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::IncludeMessages</name>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>1 include could not be fetched. The problem at its line says why.</source>
        <translation>有 1 个包含文件无法获取。其所在行的问题说明了原因。</translation>
    </message>
    <message>
        <source>%1 includes could not be fetched. The problems at their lines say why.</source>
        <translation>有 %1 个包含文件无法获取。其所在行的问题说明了原因。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>1 include is not here, so the pipeline is shown without it. Fetching asks %1.</source>
        <translation>有 1 个包含文件不在本地，因此显示的流水线不含其内容。获取时将访问 %1。</translation>
    </message>
    <message>
        <source>%1 includes are not here, so the pipeline is shown without them. Fetching asks %2.</source>
        <translation>有 %1 个包含文件不在本地，因此显示的流水线不含其内容。获取时将访问 %2。</translation>
    </message>
    <message>
        <source>Fetch includes</source>
        <translation>获取包含文件</translation>
    </message>
    <message>
        <source>Fetching includes: %1 of %2</source>
        <translation>正在获取包含文件：%1 / %2</translation>
    </message>
    <message>
        <source>Fetching includes…</source>
        <translation>正在获取包含文件…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Includes are fetched without an access token. %1</source>
        <translation>获取包含文件时未使用访问令牌。%1</translation>
    </message>
    <message>
        <source>1 file is kept in .stagecraft/includes. Commit it, and the pipeline works offline.</source>
        <translation>.stagecraft/includes 中保留了 1 个文件。提交它，流水线即可离线工作。</translation>
    </message>
    <message>
        <source>%1 files are kept in .stagecraft/includes. Commit them, and the pipeline works offline.</source>
        <translation>.stagecraft/includes 中保留了 %1 个文件。提交它们，流水线即可离线工作。</translation>
    </message>
    <message>
        <source>Copies of all fetched files are in .stagecraft/includes already.</source>
        <translation>所有已获取文件的副本都已在 .stagecraft/includes 中。</translation>
    </message>
    <message>
        <source>No file can stand for %1: the address has a query or unusual parts.</source>
        <translation>没有文件可以代表 %1：该地址带有查询或不寻常的部分。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::IncludeSettingsDialog</name>
    <message>
        <source>Allow http without encryption</source>
        <translation>允许不加密的 http</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Include settings</source>
        <translation>包含设置</translation>
    </message>
    <message>
        <source>Leave empty to keep the stored one</source>
        <translation>留空则保留已存储的令牌</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the stored token from the keychain</source>
        <translation>从钥匙串中移除已存储的令牌</translation>
    </message>
    <message>
        <source>GitLab instance</source>
        <translation>GitLab 实例</translation>
    </message>
    <message>
        <source>Files of projects, components and templates come from here. Empty: the host of the remote &quot;origin&quot;.</source>
        <translation>项目、组件和模板的文件来自此处。留空：使用远程仓库“origin”的主机。</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>For private projects; the scope read_api is enough. It is kept in the keychain and sent to this instance only.</source>
        <translation>用于私有项目；read_api 范围即可。令牌保存在钥匙串中，只发送给此实例。</translation>
    </message>
    <message>
        <source>Private hosts</source>
        <translation>专用主机</translation>
    </message>
    <message>
        <source>Hosts in private networks that may be asked, with commas between them. All others are refused.</source>
        <translation>允许访问的专用网络主机，以逗号分隔。其他主机一律拒绝。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The instance is no web address. Write it like https://gitlab.example.com.</source>
        <translation>实例不是 Web 地址。请写成 https://gitlab.example.com 这样的形式。</translation>
    </message>
    <message>
        <source>Say which GitLab instance the token is for: it is sent to that one only.</source>
        <translation>请说明令牌用于哪个 GitLab 实例：它只发送给该实例。</translation>
    </message>
    <message>
        <source>This instance uses http. Use https, or allow http below.</source>
        <translation>此实例使用 http。请使用 https，或在下方允许 http。</translation>
    </message>
    <message>
        <source>%1 The other settings are saved. The token is used until Stagecraft is closed.</source>
        <translation>%1 其他设置已保存。令牌在 Stagecraft 关闭前有效。</translation>
    </message>
    <message>
        <source>No token is stored for this instance any more.</source>
        <translation>此实例不再存有令牌。</translation>
    </message>
    <message>
        <source>None beside those of the system</source>
        <translation>除系统自带的以外没有</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a file with certificates (PEM)</source>
        <translation>选择证书文件（PEM）</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>证书颁发机构</translation>
    </message>
    <message>
        <source>For servers whose certificates are from an authority of your organisation: its PEM file.</source>
        <translation>用于证书由您组织的颁发机构签发的服务器：其 PEM 文件。</translation>
    </message>
    <message>
        <source>Name the certificate authority&apos;s file with its whole path.</source>
        <translation>请用完整路径指定证书颁发机构的文件。</translation>
    </message>
    <message>
        <source>Choose the certificate authority&apos;s file</source>
        <translation>选择证书颁发机构的文件</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>证书 (*.pem *.crt *.cer);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::Inspector</name>
    <message>
        <source>Nothing is open.

Select a job or a stage to see and change what it says.</source>
        <translation>尚未打开任何内容。

选择作业或阶段，即可查看和更改其内容。</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>%1 jobs</source>
        <translation>%1 个作业</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>流水线</translation>
    </message>
    <message>
        <source>Not in this file</source>
        <translation>不在此文件中</translation>
    </message>
    <message>
        <source>The selection is no longer there.</source>
        <translation>所选内容已不存在。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::JobForm</name>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>The runner&apos;s default image</source>
        <translation>Runner 的默认镜像</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>Before script</source>
        <translation>前置脚本</translation>
    </message>
    <message>
        <source>After script</source>
        <translation>后置脚本</translation>
    </message>
    <message>
        <source>When</source>
        <translation>执行时机</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>docker:29-dind, postgres:17</source>
        <translation>docker:29-dind, postgres:17</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Any runner</source>
        <translation>任意 Runner</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>Extends</source>
        <translation>继承</translation>
    </message>
    <message>
        <source>No template</source>
        <translation>无模板</translation>
    </message>
    <message>
        <source>The selected jobs differ here.</source>
        <translation>所选作业在此处各不相同。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>One command a line</source>
        <translation>每行一条命令</translation>
    </message>
    <message>
        <source>Holds blocks, references or anchors: edit it in the text.</source>
        <translation>含有块、引用或锚点：请在文本中编辑。</translation>
    </message>
    <message>
        <source>Has settings of its own: edit it in the text.</source>
        <translation>有自己的设置：请在文本中编辑。</translation>
    </message>
    <message>
        <source>Allow failure</source>
        <translation>允许失败</translation>
    </message>
    <message>
        <source>The pipeline goes on when this fails</source>
        <translation>失败时流水线继续</translation>
    </message>
    <message>
        <source>Only for certain exit codes: edit it in the text.</source>
        <translation>仅限特定退出码：请在文本中编辑。</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>依赖</translation>
    </message>
    <message>
        <source>Starts at once: it needs nothing.</source>
        <translation>立即启动：没有依赖。</translation>
    </message>
    <message>
        <source>Waits for all jobs of earlier stages.</source>
        <translation>等待之前阶段的所有作业。</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Runs for this ref and event.</source>
        <translation>对此引用和事件会运行。</translation>
    </message>
    <message>
        <source>Left out for this ref and event.</source>
        <translation>对此引用和事件不会运行。</translation>
    </message>
    <message>
        <source>Also set: %1</source>
        <translation>还设置了：%1</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::LogPanel</name>
    <message>
        <source>Search log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>Previous match (Shift+Enter)</source>
        <translation>上一个匹配项 (Shift+Enter)</translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <translation>下一个匹配项 (Enter)</translation>
    </message>
    <message>
        <source>Go to the first error</source>
        <translation>转到第一个错误</translation>
    </message>
    <message>
        <source>Follow the end of the log</source>
        <translation>跟随日志末尾</translation>
    </message>
    <message>
        <source>Nothing here looks like an error.</source>
        <translation>这里没有像错误的内容。</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>无匹配项</translation>
    </message>
    <message>
        <source>%1 of %2%3</source>
        <translation>%1/%2%3</translation>
    </message>
    <message>
        <source>%1%2 lines</source>
        <translation>%1%2 行</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::LogView</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>… cut here</source>
        <translation>… 已截断</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Fold all sections</source>
        <translation>折叠所有区段</translation>
    </message>
    <message>
        <source>Unfold all sections</source>
        <translation>展开所有区段</translation>
    </message>
    <message>
        <source>Go to the first error</source>
        <translation>转到第一个错误</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::MainWindow</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>This folder has a pipeline already, and it is shown as it is.</source>
        <translation>此文件夹已有流水线，现按原样显示。</translation>
    </message>
    <message>
        <source>Use the starter instead</source>
        <translation>改用入门模板</translation>
    </message>
    <message>
        <source>1 error</source>
        <translation>1 个错误</translation>
    </message>
    <message>
        <source>%1 errors</source>
        <translation>%1 个错误</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 个警告</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 个警告</translation>
    </message>
    <message>
        <source>Line %1, column %2</source>
        <translation>第 %1 行，第 %2 列</translation>
    </message>
    <message>
        <source>%1[*] – Stagecraft</source>
        <translation>%1[*] – Stagecraft</translation>
    </message>
    <message>
        <source>Stagecraft[*]</source>
        <translation>Stagecraft[*]</translation>
    </message>
    <message>
        <source>Stagecraft</source>
        <translation>Stagecraft</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::MergedView</name>
    <message>
        <source>Merged pipeline</source>
        <translation>合并后的流水线</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Go to where this line is written (Enter)</source>
        <translation>转到此行所在位置（Enter）</translation>
    </message>
    <message>
        <source>The merged pipeline is too large to be shown. “stagecraft-cli expand” writes it.</source>
        <translation>合并后的流水线太大，无法显示。可用“stagecraft-cli expand”输出。</translation>
    </message>
    <message>
        <source>There is nothing to merge yet.</source>
        <translation>还没有可合并的内容。</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>The pipeline as GitLab reads it. Choose a line to see where it comes from.</source>
        <translation>GitLab 读到的流水线。选择一行即可查看其来源。</translation>
    </message>
    <message>
        <source>No file says this: GitLab adds it</source>
        <translation>没有文件写明此项：由 GitLab 添加</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::MessageBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::ModeCard</name>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::ModePanel</name>
    <message>
        <source>How do jobs get at Docker?</source>
        <translation>作业如何使用 Docker？</translation>
    </message>
    <message>
        <source>The choice decides what stands in .gitlab-ci.yml and in the runner&apos;s config.toml. Both are changed together, and you see how before anything happens.</source>
        <translation>此选择决定 .gitlab-ci.yml 和 Runner 的 config.toml 的内容。两者一同更改，并且事先就能看到变化。</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Register the runner</source>
        <translation>注册 Runner</translation>
    </message>
    <message>
        <source>Set up the machine</source>
        <translation>设置机器</translation>
    </message>
    <message>
        <source>stagecraft, with the mode</source>
        <translation>stagecraft 加模式名</translation>
    </message>
    <message>
        <source>Encrypt with TLS (port 2376)</source>
        <translation>用 TLS 加密（端口 2376）</translation>
    </message>
    <message>
        <source>Old GitLab: registration token</source>
        <translation>旧版 GitLab：注册令牌</translation>
    </message>
    <message>
        <source>Runner name</source>
        <translation>Runner 名称</translation>
    </message>
    <message>
        <source>GitLab URL</source>
        <translation>GitLab URL</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Job image</source>
        <translation>作业镜像</translation>
    </message>
    <message>
        <source>Engine image</source>
        <translation>引擎镜像</translation>
    </message>
    <message>
        <source>Jobs at once</source>
        <translation>并行作业数</translation>
    </message>
    <message>
        <source>Review and apply options…</source>
        <translation>查看并应用选项…</translation>
    </message>
    <message>
        <source>Review switch to %1…</source>
        <translation>查看切换到 %1…</translation>
    </message>
    <message>
        <source>Shows the change of both files first. One step to undo.</source>
        <translation>先显示两个文件的变化。一步即可撤销。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::ModeSwitchDialog</name>
    <message>
        <source>Changes of %1</source>
        <translation>%1 的更改</translation>
    </message>
    <message>
        <source>Nothing to change here.</source>
        <translation>此处无需更改。</translation>
    </message>
    <message>
        <source>Switch runner mode</source>
        <translation>切换 Runner 模式</translation>
    </message>
    <message>
        <source>Switch to %1</source>
        <translation>切换到 %1</translation>
    </message>
    <message>
        <source>Unified</source>
        <translation>统一视图</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排视图</translation>
    </message>
    <message>
        <source>One step in the undo history. Nothing is saved to disk yet.</source>
        <translation>在撤销历史中为一步。尚未保存到磁盘。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Apply to both files</source>
        <translation>应用到两个文件</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1，第 %2 行：%3</translation>
    </message>
    <message>
        <source>Use this mode</source>
        <translation>使用此模式</translation>
    </message>
    <message>
        <source>new file</source>
        <translation>新文件</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::Navigator</name>
    <message>
        <source>Nothing here is defined elsewhere</source>
        <translation>此处没有在别处定义的内容</translation>
    </message>
    <message>
        <source>Nothing here has uses</source>
        <translation>此处没有被引用的内容</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Uses of %1</source>
        <translation>%1 的引用</translation>
    </message>
    <message>
        <source>Go to definition</source>
        <translation>转到定义</translation>
    </message>
    <message>
        <source>Show uses</source>
        <translation>显示引用</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Included files</source>
        <translation>被包含的文件</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::OutlineTree</name>
    <message>
        <source>Outline: stages, jobs and needs</source>
        <translation>大纲：阶段、作业和依赖</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>依赖 %1</translation>
    </message>
    <message>
        <source>Rename stage %1 to %2</source>
        <translation>将阶段 %1 重命名为 %2</translation>
    </message>
    <message>
        <source>Rename job %1 to %2</source>
        <translation>将作业 %1 重命名为 %2</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::PastRunView</name>
    <message>
        <source>Back to the current run</source>
        <translation>返回当前运行</translation>
    </message>
    <message>
        <source>Jobs of the old run</source>
        <translation>旧运行的作业</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Old run: %1, %2, %3. Not what runs now.</source>
        <translation>旧运行：%1，%2，%3。不是当前的运行。</translation>
    </message>
    <message>
        <source>no ref</source>
        <translation>无引用</translation>
    </message>
    <message>
        <source>This run had no jobs.</source>
        <translation>此运行没有作业。</translation>
    </message>
    <message>
        <source>This job has left no log.</source>
        <translation>此作业没有留下日志。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::PausedBar</name>
    <message>
        <source>Open terminal</source>
        <translation>打开终端</translation>
    </message>
    <message>
        <source>A shell where the job stands, with its files, variables and services</source>
        <translation>在作业所在之处的 shell，带有它的文件、变量和服务</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The job comes to its end as a failed job: after_script, artifacts, cleaning up</source>
        <translation>作业按失败作业收尾：after_script、产物、清理</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel this job</source>
        <translation>取消此作业</translation>
    </message>
    <message>
        <source>No terminal could be opened. In one of yours:</source>
        <translation>无法打开终端。请在您自己的终端中运行：</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>This job is paused after its script failed.</source>
        <translation>此作业在脚本失败后已暂停。</translation>
    </message>
    <message>
        <source>%1 is paused after its script failed.</source>
        <translation>%1 在脚本失败后已暂停。</translation>
    </message>
    <message>
        <source> One more job is paused.</source>
        <translation> 另有一个作业已暂停。</translation>
    </message>
    <message>
        <source> %1 more jobs are paused.</source>
        <translation> 另有 %1 个作业已暂停。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::PipelineForm</name>
    <message>
        <source>Default image</source>
        <translation>默认镜像</translation>
    </message>
    <message>
        <source>The runner&apos;s default image</source>
        <translation>Runner 的默认镜像</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>暂无。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::ProblemsModel</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>%1 (%2 more)</source>
        <translation>%1（另有 %2 种）</translation>
    </message>
    <message>
        <source>%1 (%2 times)</source>
        <translation>%1（%2 次）</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::ProblemsView</name>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation>没有符合筛选条件的项</translation>
    </message>
    <message>
        <source>%1 problems are hidden by it.</source>
        <translation>它隐藏了 %1 个问题。</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>尚未打开任何内容</translation>
    </message>
    <message>
        <source>Problems of a pipeline are listed here while you work on it.</source>
        <translation>处理流水线时，其问题会列在此处。</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>GitLab would accept this pipeline, and both files fit together.</source>
        <translation>GitLab 会接受此流水线，两个文件也相互匹配。</translation>
    </message>
    <message>
        <source>Show in text</source>
        <translation>在文本中显示</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::QuickFixes</name>
    <message>
        <source>There is no fix for this line</source>
        <translation>此行没有可用的修复</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::RunCommands</name>
    <message>
        <source>Open a repository first.</source>
        <translation>请先打开一个仓库。</translation>
    </message>
    <message>
        <source>A run is under way. Stop it, or let it end, first.</source>
        <translation>有运行正在进行。请先停止它，或等它结束。</translation>
    </message>
    <message>
        <source>Select one job or more first.</source>
        <translation>请先选择一个或多个作业。</translation>
    </message>
    <message>
        <source>%1 is not in the pipeline for this ref and event.</source>
        <translation>%1 不在此引用和事件的流水线中。</translation>
    </message>
    <message>
        <source>Select a stage, or a job of it, first.</source>
        <translation>请先选择一个阶段或其中的作业。</translation>
    </message>
    <message>
        <source>The pipeline for this ref and event has no job in the stage %1.</source>
        <translation>此引用和事件的流水线在阶段 %1 中没有作业。</translation>
    </message>
    <message>
        <source>No run of this project was kept.</source>
        <translation>此项目没有保留的运行。</translation>
    </message>
    <message>
        <source>No job has failed in the last run.</source>
        <translation>上次运行中没有作业失败。</translation>
    </message>
    <message>
        <source>Nothing has run yet since the repository was opened.</source>
        <translation>自仓库打开以来还没有运行过。</translation>
    </message>
    <message>
        <source>Nothing runs.</source>
        <translation>没有正在运行的内容。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::RunComparison</name>
    <message>
        <source>Not in this run</source>
        <translation>不在此运行中</translation>
    </message>
    <message>
        <source>Jobs of two runs</source>
        <translation>两次运行的作业</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Status before</source>
        <translation>之前的状态</translation>
    </message>
    <message>
        <source>Status after</source>
        <translation>之后的状态</translation>
    </message>
    <message>
        <source>Duration before</source>
        <translation>之前的时长</translation>
    </message>
    <message>
        <source>Duration after</source>
        <translation>之后的时长</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>%1, then %2</source>
        <translation>%1，然后 %2</translation>
    </message>
    <message>
        <source>Every job ended as before.</source>
        <translation>每个作业的结果都与之前相同。</translation>
    </message>
    <message>
        <source>One job ended otherwise.</source>
        <translation>一个作业的结果不同。</translation>
    </message>
    <message>
        <source>%1 jobs ended otherwise.</source>
        <translation>%1 个作业的结果不同。</translation>
    </message>
    <message>
        <source>What is in both runs ended as before.</source>
        <translation>两次运行中都有的作业结果与之前相同。</translation>
    </message>
    <message>
        <source>One job is in one of them only.</source>
        <translation>一个作业仅在其中一次运行中。</translation>
    </message>
    <message>
        <source>%1 jobs are in one of them only.</source>
        <translation>%1 个作业仅在其中一次运行中。</translation>
    </message>
    <message>
        <source>The configuration is the same.</source>
        <translation>配置相同。</translation>
    </message>
    <message>
        <source>The configuration is another.</source>
        <translation>配置不同。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::RunController</name>
    <message>
        <source>There is nothing to run</source>
        <translation>没有可运行的内容</translation>
    </message>
    <message>
        <source>No repository is open.</source>
        <translation>未打开仓库。</translation>
    </message>
    <message>
        <source>Open a folder with a .gitlab-ci.yml.</source>
        <translation>请打开含有 .gitlab-ci.yml 的文件夹。</translation>
    </message>
    <message>
        <source>The pipeline cannot run</source>
        <translation>流水线无法运行</translation>
    </message>
    <message>
        <source>See the Problems tab, and check the ref and event that the pipeline is run for.</source>
        <translation>请查看“问题”标签页，并检查运行流水线所用的引用和事件。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::RunView</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>Show in log</source>
        <translation>在日志中显示</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Preparing the run</source>
        <translation>正在准备运行</translation>
    </message>
    <message>
        <source>Working out which jobs run, and with what.</source>
        <translation>正在确定运行哪些作业及所需内容。</translation>
    </message>
    <message>
        <source>Run this pipeline on your machine</source>
        <translation>在您的机器上运行此流水线</translation>
    </message>
    <message>
        <source>Jobs work on a copy of your files, in the order and the containers that GitLab would use. Nothing is pushed, and your working tree is not touched.</source>
        <translation>作业使用您文件的副本，顺序和容器与 GitLab 相同。不会推送任何内容，也不会改动您的工作树。</translation>
    </message>
    <message>
        <source>Run pipeline</source>
        <translation>运行流水线</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>未启动</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>尚未运行</translation>
    </message>
    <message>
        <source>%1 of %2 jobs</source>
        <translation>%1/%2 个作业</translation>
    </message>
    <message>
        <source>up to %1 at once</source>
        <translation>最多同时 %1 个</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 失败：%2</translation>
    </message>
    <message>
        <source> One more job failed.</source>
        <translation> 另有 1 个作业失败。</translation>
    </message>
    <message>
        <source> %1 more jobs failed.</source>
        <translation> 另有 %1 个作业失败。</translation>
    </message>
    <message>
        <source>, attempt %1</source>
        <translation>，第 %1 次尝试</translation>
    </message>
    <message>
        <source>Choose a job to see its log.</source>
        <translation>选择作业以查看其日志。</translation>
    </message>
    <message>
        <source>No output yet</source>
        <translation>尚无输出</translation>
    </message>
    <message>
        <source>Artifacts</source>
        <translation>产物</translation>
    </message>
    <message>
        <source>Files, test results and coverage of this job</source>
        <translation>此作业的文件、测试结果和覆盖率</translation>
    </message>
    <message>
        <source>Waits for your answer</source>
        <translation>等待您的回答</translation>
    </message>
    <message>
        <source>Running, and a job is paused</source>
        <translation>正在运行，有作业已暂停</translation>
    </message>
    <message>
        <source>Start %1?</source>
        <translation>启动 %1？</translation>
    </message>
    <message>
        <source>Start job</source>
        <translation>启动作业</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::Session</name>
    <message>
        <source>Reload from disk</source>
        <translation>从磁盘重新加载</translation>
    </message>
    <message>
        <source>Recover unsaved work</source>
        <translation>恢复未保存的工作</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::StageForm</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>No jobs yet. Drop one here on the canvas.</source>
        <translation>尚无作业。请在画布上拖放到此处。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::StartFlow</name>
    <message>
        <source>Next you choose the folder that it is for.</source>
        <translation>接下来选择它所属的文件夹。</translation>
    </message>
    <message>
        <source>It takes the place of the present text. Undo brings that back.</source>
        <translation>它将取代当前文本。可用撤销恢复。</translation>
    </message>
    <message>
        <source>Nothing is written before you save.</source>
        <translation>保存之前不会写入任何内容。</translation>
    </message>
    <message>
        <source>Folder for the new pipeline</source>
        <translation>新流水线的文件夹</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::StartPage</name>
    <message>
        <source>Repositories that you open are listed here.</source>
        <translation>您打开的仓库会列在此处。</translation>
    </message>
    <message>
        <source>Stagecraft</source>
        <translation>Stagecraft</translation>
    </message>
    <message>
        <source>Design GitLab pipelines by hand, and run them here before anybody pushes.</source>
        <translation>动手设计 GitLab 流水线，推送之前先在本机运行。</translation>
    </message>
    <message>
        <source>Open repository…</source>
        <translation>打开仓库…</translation>
    </message>
    <message>
        <source>A folder with a .gitlab-ci.yml, or one that is to get one</source>
        <translation>含有或将要含有 .gitlab-ci.yml 的文件夹</translation>
    </message>
    <message>
        <source>New from a starter…</source>
        <translation>从入门模板新建…</translation>
    </message>
    <message>
        <source>Pipelines for Docker, Node, Python, Go and more</source>
        <translation>适用于 Docker、Node、Python、Go 等的流水线</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>试用示例</translation>
    </message>
    <message>
        <source>A small website with eight jobs to move, change and run</source>
        <translation>一个小网站，有八个作业可移动、更改和运行</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::StarterDialog</name>
    <message>
        <source>New pipeline from a starter</source>
        <translation>从入门模板新建流水线</translation>
    </message>
    <message>
        <source>Starters</source>
        <translation>入门模板</translation>
    </message>
    <message>
        <source>Text of the starter</source>
        <translation>入门模板的文本</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use this starter</source>
        <translation>使用此模板</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::TimelineView</name>
    <message>
        <source>Jobs of the run</source>
        <translation>运行的作业</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Start job</source>
        <translation>启动作业</translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation>取消作业</translation>
    </message>
    <message>
        <source>Run only this job</source>
        <translation>只运行此作业</translation>
    </message>
    <message>
        <source>Skip job</source>
        <translation>跳过作业</translation>
    </message>
    <message>
        <source>A run is under way. Stop it, or let it end, first.</source>
        <translation>有运行正在进行。请先停止它，或等它结束。</translation>
    </message>
    <message>
        <source>Its pipeline is started by a trigger job. Run that one.</source>
        <translation>其流水线由触发作业启动。请运行该触发作业。</translation>
    </message>
    <message>
        <source>Run with what it needs</source>
        <translation>连同其依赖一起运行</translation>
    </message>
    <message>
        <source>Run from here</source>
        <translation>从此处运行</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Continue job</source>
        <translation>继续作业</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::VariableDialog</name>
    <message>
        <source>Masked: not shown in logs, kept in the keychain</source>
        <translation>遮蔽：不在日志中显示，保存在钥匙串中</translation>
    </message>
    <message>
        <source>Protected: for protected branches and tags only</source>
        <translation>受保护：仅用于受保护的分支和标签</translation>
    </message>
    <message>
        <source>Expanded: $ begins the name of another variable</source>
        <translation>展开：$ 开头表示另一个变量的名称</translation>
    </message>
    <message>
        <source>New variable</source>
        <translation>新变量</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Leave empty to keep the stored value</source>
        <translation>留空以保留已存储的值</translation>
    </message>
    <message>
        <source>File: jobs get the path of a file with the value</source>
        <translation>文件：作业得到存有该值的文件路径</translation>
    </message>
    <message>
        <source>The environment of the jobs that get it; * stands for any text, as in review/*</source>
        <translation>获得该变量的作业的环境；* 代表任意文本，例如 review/*</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Environment scope</source>
        <translation>环境范围</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Type the value: it was masked, and is not shown without being known.</source>
        <translation>请输入值：它曾被遮蔽，在未知时不会显示。</translation>
    </message>
    <message>
        <source>A masked variable needs a value.</source>
        <translation>被遮蔽的变量需要一个值。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::VariablesDialog</name>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Project variables</source>
        <translation>项目变量</translation>
    </message>
    <message>
        <source>What GitLab keeps in Settings &gt; CI/CD &gt; Variables of the project and its groups. It decides rules and is given to local runs. It stays on this machine, outside of the repository; masked values are in the keychain.</source>
        <translation>GitLab 在项目及其群组的“设置 &gt; CI/CD &gt; 变量”中保存的内容。它用于判断规则，并提供给本地运行。它保存在本机仓库之外；被遮蔽的值在钥匙串中。</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Branches and tags with commas between them; * stands for any text, as in release/*</source>
        <translation>用逗号分隔的分支和标签；* 代表任意文本，例如 release/*</translation>
    </message>
    <message>
        <source>Protected branches and tags</source>
        <translation>受保护的分支和标签</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>not known here</source>
        <translation>此处未知</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>遮蔽</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>受保护</translation>
    </message>
    <message>
        <source>not expanded</source>
        <translation>不展开</translation>
    </message>
    <message>
        <source>%1 What could not be stored is used until Stagecraft is closed.</source>
        <translation>%1 未能存储的内容在 Stagecraft 关闭前有效。</translation>
    </message>
    <message>
        <source>No variables yet. Add those that rules and jobs need, such as DEPLOY_TOKEN.</source>
        <translation>还没有变量。请添加规则和作业需要的变量，例如 DEPLOY_TOKEN。</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::VariablesTable</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Type a name to add a variable</source>
        <translation>输入名称以添加变量</translation>
    </message>
    <message>
        <source>Add a variable…</source>
        <translation>添加变量…</translation>
    </message>
</context>
<context>
    <name>stagecraft::ui::WindowCommands</name>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Open repository</source>
        <translation>打开仓库</translation>
    </message>
</context>
</TS>
