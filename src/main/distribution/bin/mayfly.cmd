@echo off
rem Starts Mayfly with the java of JAVA_HOME, else the one on the path (17 or later); "mayfly --help" lists the options.
rem JAVA_OPTS is passed to the JVM, for example JAVA_OPTS=-Xmx2g.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+ExitOnOutOfMemoryError -XX:MaxDirectMemorySize=128m %JAVA_OPTS% -jar "%~dp0..\quarkus-app\quarkus-run.jar" %*
exit /b %ERRORLEVEL%
